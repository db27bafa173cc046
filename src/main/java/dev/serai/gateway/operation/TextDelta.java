package dev.serai.gateway.operation;

import java.util.function.Function;

/**
 * Text that is appended to a text of an answer.
 *
 * @param of the text that grows
 * @param added the appended text
 * @param event creates the event for another appended text
 */
public record TextDelta(AnswerText of, String added, Function<String, AnswerEvent> event) {
}
