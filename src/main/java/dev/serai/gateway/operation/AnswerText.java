package dev.serai.gateway.operation;

/**
 * Identifies a text of an answer. An answer may have several that grow in parallel.
 *
 * @param choice the index of the choice, from 0
 * @param field the kind of text, for instance {@code reasoning}
 * @param index the index among the choice's texts of this kind, from 0
 * @param json whether the text is JSON, such as a tool call's arguments
 */
public record AnswerText(int choice, String field, int index, boolean json) {
}
