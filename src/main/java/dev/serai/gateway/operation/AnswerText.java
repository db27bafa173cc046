package dev.serai.gateway.operation;

/**
 * Which text of an answer. An answer may have several that grow beside each other.
 *
 * @param choice counts the answers from 0
 * @param field what the text is in the answer, {@code reasoning} for one
 * @param index counts the choice's texts of the field from 0
 * @param json whether the text is JSON, such as a tool call's arguments
 */
public record AnswerText(int choice, String field, int index, boolean json) {
}
