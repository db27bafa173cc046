package dev.serai.gateway.provider.openai;

import java.io.IOException;
import java.io.UncheckedIOException;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.provider.ReportedError;
import dev.serai.platform.json.ExactNumbers;
import dev.serai.platform.json.JsonBuffers;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes providers' JSON. Numbers keep their exact value.
 */
final class Json {

	static final JsonFactory FACTORY = JsonBuffers.pooled()
		.streamReadConstraints(StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
		.disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
		.build();

	private static final JsonMapper MAPPER = ExactNumbers.in(JsonMapper.builder(FACTORY))
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	/** Reads a value that is followed by more input. */
	private static final ObjectReader VALUES = MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

	private Json() {
	}

	/**
	 * @throws ProviderFailure MALFORMED when it is not a JSON object
	 */
	static ObjectNode object(byte[] body) {
		try {
			if (unwrapped(MAPPER.readTree(body)) instanceof ObjectNode object) {
				return object;
			}
		}
		catch (IOException ex) {
			throw malformed("The provider's answer is not JSON");
		}
		throw malformed("The provider's answer is not a JSON object");
	}

	/**
	 * @throws ProviderFailure MALFORMED when it is not a JSON object
	 */
	static ObjectNode object(String data) {
		try {
			if (unwrapped(MAPPER.readTree(data)) instanceof ObjectNode object) {
				return object;
			}
		}
		catch (JsonProcessingException ex) {
			throw malformed("An event of the provider's stream is not JSON");
		}
		throw malformed("An event of the provider's stream is not a JSON object");
	}

	/** Returns whether a text is exactly one complete JSON object. */
	static boolean isObject(String text) {
		try {
			return MAPPER.readTree(text) instanceof ObjectNode;
		}
		catch (JsonProcessingException ex) {
			return false;
		}
	}

	/** Google's compatible API puts errors into a list. */
	private static JsonNode unwrapped(JsonNode json) {
		return (json.isArray() && ReportedError.isIn(json.path(0), "choices")) ? json.get(0) : json;
	}

	/** Returns the value that a parser is at. */
	static JsonNode tree(JsonParser parser) throws IOException {
		return VALUES.readTree(parser);
	}

	static byte[] bytes(JsonNode node) {
		try {
			return MAPPER.writeValueAsBytes(node);
		}
		catch (JsonProcessingException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static String text(JsonNode node) {
		try {
			return MAPPER.writeValueAsString(node);
		}
		catch (JsonProcessingException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Returns the text of a field; null when it is absent or something else. */
	static @Nullable String text(JsonNode holder, String name) {
		JsonNode value = holder.get(name);
		return (value == null) ? null : value.textValue();
	}

	/** Returns the text of a field; empty when it is absent or something else. */
	static String textOrEmpty(JsonNode holder, String name) {
		String text = text(holder, name);
		return (text == null) ? "" : text;
	}

	static boolean has(JsonNode holder, String name) {
		return holder.hasNonNull(name);
	}

	static ProviderFailure malformed(String message) {
		return ProviderFailure.of(ProviderFailure.Kind.MALFORMED, message);
	}

}
