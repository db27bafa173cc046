package dev.serai.gateway.provider.anthropic;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.ProviderFailure.Kind;
import dev.serai.gateway.provider.ReportedError;
import dev.serai.platform.json.ExactNumbers;
import dev.serai.platform.json.JsonBuffers;

/** Parses JSON strictly and without rounding its numbers. */
final class AnthropicJson {

	static final JsonMapper MAPPER = ExactNumbers.in(JsonMapper.builder(JsonBuffers.pooled().build()))
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
		.build();

	private AnthropicJson() {
	}

	/**
	 * Parses the provider's object.
	 * @throws ProviderFailure MALFORMED when it is not a JSON object
	 */
	static JsonNode object(byte[] json) {
		try {
			return object(MAPPER.readTree(json));
		}
		catch (IOException ex) {
			throw malformed("not JSON");
		}
	}

	/**
	 * Parses the provider's object.
	 * @throws ProviderFailure MALFORMED when it is not a JSON object
	 */
	static JsonNode object(String json) {
		try {
			return object(MAPPER.readTree(json));
		}
		catch (JsonProcessingException ex) {
			throw malformed("not JSON");
		}
	}

	/** Relays in front of Google's models put errors into a list. */
	private static JsonNode object(JsonNode node) {
		JsonNode object = (node.isArray() && ReportedError.isIn(node.path(0), "content")) ? node.path(0) : node;
		if (!object.isObject()) {
			throw malformed("not a JSON object");
		}
		return object;
	}

	/** Returns whether a text is exactly one JSON object. */
	static boolean isObject(String json) {
		try (JsonParser parser = MAPPER.createParser(json)) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				return false;
			}
			parser.skipChildren();
			return parser.nextToken() == null;
		}
		catch (IOException ex) {
			return false;
		}
	}

	static ProviderFailure malformed(String what) {
		return ProviderFailure.of(Kind.MALFORMED, "The provider's answer is malformed: " + what);
	}

}
