package dev.serai.gateway.operation.embedding;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.operation.Digest;
import dev.serai.gateway.operation.Operation;
import dev.serai.gateway.operation.TextInput;
import dev.serai.gateway.operation.TextRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request for embedding vectors.
 *
 * @param texts at least one; the answer has a vector for each, in the same order
 * @param dimensions the length of each vector; null leaves it to the model
 * @param base64 whether vectors are wanted as base64 of 32-bit floats, little endian,
 * instead of lists of numbers
 * @param extras fields without a neutral meaning, by name
 */
public record EmbeddingRequest(String model, List<TextInput> texts, @Nullable Integer dimensions, boolean base64,
		@Nullable String user, Map<String, JsonNode> extras) implements TextRequest {

	/** The name of OpenAI's format, which most other providers use, too. */
	public static final String OPENAI_FORMAT = "openai-embeddings";

	@Override
	public Operation operation() {
		return Operation.EMBEDDING;
	}

	@Override
	public boolean stream() {
		return false;
	}

	@Override
	public boolean includeUsage() {
		return false;
	}

	/** Embeddings have no output tokens. */
	@Override
	public Integer maxOutputTokens() {
		return 0;
	}

	@Override
	public EmbeddingRequest withMaxOutputTokens(int most) {
		return this;
	}

	/** Vectors of different models cannot be compared. */
	@Override
	public boolean isOfOneModel() {
		return true;
	}

	@Override
	public int choices() {
		return 1;
	}

	@Override
	public void identify(Digest key) {
		key.text(this.model);
		key.list(this.texts, text -> text.identify(key));
		key.whole(this.dimensions).bool(this.base64).text(this.user);
		key.list(new TreeMap<>(this.extras).entrySet(), extra -> key.text(extra.getKey()).json(extra.getValue()));
	}

}
