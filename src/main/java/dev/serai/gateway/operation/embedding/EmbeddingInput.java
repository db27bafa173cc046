package dev.serai.gateway.operation.embedding;

import java.util.List;

/** What one vector is asked for. */
public sealed interface EmbeddingInput {

	/** What the model reads. */
	String text();

	/** A text. */
	record Text(String text) implements EmbeddingInput {
	}

	/**
	 * A text as the tokens of a model.
	 *
	 * @param ids as the caller sent them
	 * @param text what they stand for
	 */
	record Tokens(List<Integer> ids, String text) implements EmbeddingInput {
	}

}
