package dev.serai.gateway.operation;

import java.util.function.Function;

/**
 * Some more of a text of an answer.
 *
 * @param of which text
 * @param added what is added to it
 * @param event makes the event that adds something else
 */
public record TextDelta(AnswerText of, String added, Function<String, AnswerEvent> event) {
}
