package dev.serai.gateway.operation;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What an answer calls itself.
 *
 * @param id its identifier, {@code chatcmpl-…} for one
 * @param model the model that answers
 */
public record AnswerName(String id, String model) {

	/** The name that one of the events says; null when none does. */
	public static @Nullable AnswerName among(List<? extends AnswerEvent> events) {
		for (AnswerEvent event : events) {
			AnswerName name = event.answerName();
			if (name != null) {
				return name;
			}
		}
		return null;
	}

}
