package dev.serai.gateway.operation;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The id and model of an answer.
 *
 * @param id its identifier, for instance {@code chatcmpl-…}
 * @param model the model that answers
 */
public record AnswerName(String id, String model) {

	/** Returns the name in one of the events; null when none contains one. */
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
