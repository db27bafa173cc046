package dev.serai.gateway.operation.embedding;

import java.util.List;

import dev.serai.gateway.operation.AnswerEvent;
import dev.serai.gateway.operation.AnswerName;
import dev.serai.gateway.operation.Usage;
import org.jspecify.annotations.Nullable;

/**
 * An answer with vectors. It is never streamed, so it is a single event.
 *
 * @param model the provider's name of the model
 * @param vectors in the order of the request's inputs; must not be changed
 * @param base64 whether the caller wants them as base64
 * @param usage null when the provider reported none
 */
public record Embeddings(String model, List<float[]> vectors, boolean base64,
		@Nullable Usage usage) implements AnswerEvent {

	@Override
	public boolean isContent() {
		return true;
	}

	@Override
	public AnswerName answerName() {
		return new AnswerName("", this.model);
	}

}
