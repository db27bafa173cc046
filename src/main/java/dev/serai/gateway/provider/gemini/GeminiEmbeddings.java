package dev.serai.gateway.provider.gemini;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.TextInput;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.embedding.EmbeddingRequest;
import dev.serai.gateway.operation.embedding.Embeddings;
import dev.serai.gateway.provider.OperationCodec;
import dev.serai.gateway.provider.WireProtocol.Unmappable;
import org.jspecify.annotations.Nullable;

/**
 * Gemini's {@code batchEmbedContents}. Most of its models report no usage; then Serai
 * counts. As in chats, the caller's {@code user} is not forwarded.
 */
final class GeminiEmbeddings implements OperationCodec<EmbeddingRequest> {

	/** The most texts in one request. */
	private static final int MAX_TEXTS = 100;

	@Override
	public Optional<Unmappable> cannotCarry(EmbeddingRequest request) {
		if (request.texts().size() > MAX_TEXTS) {
			return Optional.of(new Unmappable("input", "it takes at most " + MAX_TEXTS + " texts at a time"));
		}
		for (int i = 0; i < request.texts().size(); i++) {
			if (request.texts().get(i) instanceof TextInput.Tokens) {
				return Optional.of(new Unmappable("input", "it takes texts and no token ids"));
			}
		}
		return request.extras()
			.keySet()
			.stream()
			.findFirst()
			.map(field -> new Unmappable(field, "it has no such parameter"));
	}

	@Override
	public String path(Deployment deployment, boolean stream) {
		String model = URLEncoder.encode(deployment.wireName(), StandardCharsets.UTF_8).replace("+", "%20");
		return "/v1beta/models/" + model + ":batchEmbedContents";
	}

	@Override
	public byte[] encode(EmbeddingRequest request, byte[] wire, Deployment deployment) {
		ObjectNode body = GeminiJson.NODES.objectNode();
		ArrayNode requests = body.putArray("requests");
		for (TextInput input : request.texts()) {
			ObjectNode one = requests.addObject().put("model", "models/" + deployment.wireName());
			one.putObject("content").putArray("parts").addObject().put("text", input.text());
			if (request.dimensions() != null) {
				one.put("outputDimensionality", request.dimensions());
			}
		}
		return GeminiJson.bytes(body);
	}

	@Override
	public List<Embeddings> decode(byte[] body, EmbeddingRequest asked) {
		JsonNode answer;
		try {
			answer = GeminiJson.read(body);
		}
		catch (IOException ex) {
			throw malformed("The provider's answer is not JSON");
		}
		if (GeminiFailure.isError(answer)) {
			throw GeminiFailure.of(answer);
		}
		JsonNode embeddings = answer.path("embeddings");
		if (embeddings.size() != asked.texts().size()) {
			throw malformed("The provider's answer has " + embeddings.size() + " vectors for " + asked.texts().size()
					+ " texts");
		}
		List<float[]> vectors = new ArrayList<>(embeddings.size());
		for (JsonNode embedding : embeddings) {
			vectors.add(vector(embedding.path("values")));
			if (vectors.getLast().length != vectors.getFirst().length) {
				throw malformed("The provider's answer has vectors of different lengths");
			}
		}
		return List.of(new Embeddings(asked.model(), vectors, asked.base64(), usage(answer.path("usageMetadata"))));
	}

	private static float[] vector(JsonNode values) {
		if (values.isEmpty()) {
			throw malformed("The provider's answer has no vector for one of the texts");
		}
		float[] vector = new float[values.size()];
		for (int i = 0; i < vector.length; i++) {
			if (!values.get(i).isNumber()) {
				throw malformed("The provider's answer has a vector that is not of numbers");
			}
			vector[i] = values.get(i).floatValue();
		}
		return vector;
	}

	private static @Nullable Usage usage(JsonNode metadata) {
		return metadata.has("promptTokenCount") ? GeminiUsage.of(metadata) : null;
	}

	private static ProviderFailure malformed(String message) {
		return ProviderFailure.of(ProviderFailure.Kind.MALFORMED, message);
	}

}
