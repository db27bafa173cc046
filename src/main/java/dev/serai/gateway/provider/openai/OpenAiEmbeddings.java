package dev.serai.gateway.provider.openai;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.operation.Format;
import dev.serai.gateway.operation.TextInput;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.embedding.EmbeddingRequest;
import dev.serai.gateway.operation.embedding.Embeddings;
import dev.serai.gateway.provider.PassingCodec;
import dev.serai.gateway.provider.UsageFigures;
import dev.serai.gateway.provider.WireProtocol.Unmappable;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's embeddings, which most providers of embeddings offer. An answer is checked
 * before it is passed on: a vector for each input, in order, all of one length.
 */
final class OpenAiEmbeddings implements PassingCodec<EmbeddingRequest> {

	@Override
	public boolean passes(Format format) {
		return format.name().equals(EmbeddingRequest.OPENAI_FORMAT);
	}

	@Override
	public Optional<Unmappable> cannotCarry(EmbeddingRequest request) {
		return Optional.empty();
	}

	@Override
	public String path(Deployment deployment, boolean stream) {
		return "/embeddings";
	}

	/** Returns the caller's own bytes, with the name at the provider as {@code model}. */
	@Override
	public byte[] encode(EmbeddingRequest request, byte[] wire, Deployment deployment) {
		if (wire.length > 0) {
			return CallerWire.edit(wire, deployment.wireName(), false, null);
		}
		ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", deployment.wireName());
		ArrayNode inputs = body.putArray("input");
		for (TextInput input : request.texts()) {
			switch (input) {
				case TextInput.Text(String text) -> inputs.add(text);
				case TextInput.Tokens(List<Integer> ids, String text) -> ids.forEach(inputs.addArray()::add);
			}
		}
		if (request.dimensions() != null) {
			body.put("dimensions", request.dimensions());
		}
		if (request.base64()) {
			body.put("encoding_format", "base64");
		}
		if (request.user() != null) {
			body.put("user", request.user());
		}
		request.extras().forEach(body::set);
		return Json.bytes(body);
	}

	@Override
	public List<Embeddings> decode(byte[] body, EmbeddingRequest asked) {
		float[][] vectors = new float[asked.texts().size()][];
		String model = asked.model();
		Usage usage = null;
		try (JsonParser json = Json.FACTORY.createParser(body)) {
			if (json.nextToken() != JsonToken.START_OBJECT) {
				throw Json.malformed("The provider's answer is not a JSON object");
			}
			while (json.nextToken() == JsonToken.FIELD_NAME) {
				String field = json.currentName();
				json.nextToken();
				switch (field) {
					case "data" -> vectors(json, vectors);
					case "model" -> model = json.getValueAsString(model);
					case "usage" -> usage = usage(Json.tree(json));
					case "error" -> refuse(json, body);
					default -> json.skipChildren();
				}
			}
		}
		catch (JsonParseException ex) {
			throw Json.malformed("The provider's answer is not JSON");
		}
		catch (IOException ex) {
			throw Json.malformed("The provider's answer cannot be read");
		}
		return List.of(new Embeddings(model, checked(vectors), asked.base64(), usage));
	}

	private static void refuse(JsonParser json, byte[] body) throws IOException {
		if (json.currentToken() != JsonToken.VALUE_NULL) {
			throw ErrorReader.inAnswer(Json.object(body));
		}
	}

	private static void vectors(JsonParser json, float[][] vectors) throws IOException {
		int position = 0;
		if (json.currentToken() != JsonToken.START_ARRAY) {
			throw Json.malformed("The provider's answer has no list of vectors");
		}
		while (json.nextToken() == JsonToken.START_OBJECT) {
			int index = position++;
			float[] vector = null;
			while (json.nextToken() == JsonToken.FIELD_NAME) {
				String field = json.currentName();
				json.nextToken();
				switch (field) {
					case "index" -> index = json.getValueAsInt(index);
					case "embedding" -> vector = vector(json);
					default -> json.skipChildren();
				}
			}
			if (index < 0 || index >= vectors.length || vectors[index] != null) {
				throw Json.malformed("The provider's answer has a vector for no input");
			}
			vectors[index] = (vector != null) ? vector : new float[0];
		}
	}

	private static float[] vector(JsonParser json) throws IOException {
		if (json.currentToken() == JsonToken.VALUE_STRING) {
			return floats(json.getText());
		}
		float[] vector = new float[1_536];
		int length = 0;
		if (json.currentToken() == JsonToken.START_ARRAY) {
			while (json.nextToken() != JsonToken.END_ARRAY) {
				if (!json.currentToken().isNumeric()) {
					throw Json.malformed("The provider's answer has a vector that is not of numbers");
				}
				vector = (length == vector.length) ? Arrays.copyOf(vector, 2 * length) : vector;
				vector[length++] = json.getFloatValue();
			}
		}
		return Arrays.copyOf(vector, length);
	}

	private static float[] floats(String base64) {
		try {
			ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
			float[] vector = new float[bytes.remaining() / Float.BYTES];
			bytes.asFloatBuffer().get(vector);
			return vector;
		}
		catch (IllegalArgumentException ex) {
			throw Json.malformed("The provider's answer has a vector that is not base64");
		}
	}

	private static List<float[]> checked(float[][] vectors) {
		for (float[] vector : vectors) {
			if (vector == null || vector.length == 0) {
				throw Json.malformed("The provider's answer has no vector for one of the inputs");
			}
			if (vector.length != vectors[0].length) {
				throw Json.malformed("The provider's answer has vectors of different lengths");
			}
		}
		return List.of(vectors);
	}

	/** A total without details is input, because embeddings have no output tokens. */
	static @Nullable Usage usage(JsonNode usage) {
		if (!usage.has("prompt_tokens") && !usage.has("total_tokens")) {
			return null;
		}
		UsageFigures figures = new UsageFigures();
		String field = usage.path("prompt_tokens").asLong(0) > 0 || !usage.has("total_tokens") ? "prompt_tokens"
				: "total_tokens";
		return figures.marked(Usage.of(figures.input(usage.path(field)), 0));
	}

	/**
	 * Returns the same bytes, unless the provider's answer deviates from OpenAI's form or
	 * from the request.
	 */
	@Override
	public byte[] passOn(byte[] body, EmbeddingRequest asked, @Nullable JsonNode usage) {
		if (usage == null && isAsAsked(body, asked)) {
			return body;
		}
		ObjectNode answer = Json.object(body);
		if (usage != null) {
			answer.set("usage", usage);
		}
		putIfAbsent(answer, "object", JsonNodeFactory.instance.textNode("list"));
		putIfAbsent(answer, "model", JsonNodeFactory.instance.textNode(asked.model()));
		int position = 0;
		for (JsonNode entry : answer.path("data")) {
			if (entry instanceof ObjectNode vector) {
				putIfAbsent(vector, "object", JsonNodeFactory.instance.textNode("embedding"));
				putIfAbsent(vector, "index", JsonNodeFactory.instance.numberNode(position++));
				conform(vector, asked.base64());
			}
		}
		return Json.bytes(answer);
	}

	private static void putIfAbsent(ObjectNode holder, String field, JsonNode value) {
		if (!holder.hasNonNull(field)) {
			holder.set(field, value);
		}
	}

	private static void conform(ObjectNode entry, boolean base64) {
		JsonNode vector = entry.path("embedding");
		if (vector.isArray() && base64) {
			entry.put("embedding", base64(vector));
		}
		else if (vector.isTextual() && !base64) {
			ArrayNode numbers = JsonNodeFactory.instance.arrayNode();
			for (float number : floats(vector.textValue())) {
				numbers.add(number);
			}
			entry.set("embedding", numbers);
		}
	}

	private static byte[] base64(JsonNode numbers) {
		ByteBuffer floats = ByteBuffer.allocate(numbers.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
		numbers.forEach(number -> floats.putFloat(number.floatValue()));
		return floats.array();
	}

	/** The form of the first entry is that of all. */
	private static boolean isAsAsked(byte[] body, EmbeddingRequest asked) {
		Set<String> seen = new HashSet<>();
		try (JsonParser json = Json.FACTORY.createParser(body)) {
			json.nextToken();
			while (json.nextToken() == JsonToken.FIELD_NAME) {
				String field = json.currentName();
				seen.add(field);
				json.nextToken();
				if (!field.equals("data")) {
					json.skipChildren();
				}
				else if (!firstIsAsAsked(json, asked)) {
					return false;
				}
			}
			return seen.containsAll(Set.of("object", "data", "model", "usage"));
		}
		catch (IOException ex) {
			throw Json.malformed("The provider's answer is not JSON");
		}
	}

	private static boolean firstIsAsAsked(JsonParser data, EmbeddingRequest asked) throws IOException {
		Set<String> seen = new HashSet<>();
		data.nextToken();
		while (data.nextToken() == JsonToken.FIELD_NAME) {
			String field = data.currentName();
			seen.add(field);
			boolean text = data.nextToken() == JsonToken.VALUE_STRING;
			if (field.equals("embedding") && text != asked.base64()) {
				return false;
			}
			data.skipChildren();
		}
		while (data.nextToken() == JsonToken.START_OBJECT) {
			data.skipChildren();
		}
		return seen.containsAll(Set.of("object", "index", "embedding"));
	}

}
