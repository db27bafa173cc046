package dev.serai.gateway.provider.gemini;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.platform.json.ExactNumbers;
import dev.serai.platform.json.JsonBuffers;

/** Reads and writes JSON without changing numbers: 13.4050 does not become 13.405. */
final class GeminiJson {

	static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private static final JsonMapper MAPPER = ExactNumbers.in(JsonMapper.builder(JsonBuffers.pooled().build()))
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	private GeminiJson() {
	}

	static JsonNode read(byte[] json) throws IOException {
		return MAPPER.readTree(json);
	}

	static JsonNode read(String json) throws JsonProcessingException {
		return MAPPER.readTree(json);
	}

	/** Parses an object; empty when the text holds something else. */
	static Optional<ObjectNode> object(String text) {
		if (!text.stripLeading().startsWith("{")) {
			return Optional.empty();
		}
		try {
			return Optional.of((ObjectNode) read(text));
		}
		catch (JsonProcessingException ex) {
			return Optional.empty();
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

	/**
	 * Returns UTF-8. A writer replaces an unpaired surrogate, which JSON can escape and
	 * UTF-8 cannot encode, by a question mark; other ways throw.
	 */
	static byte[] bytes(ObjectNode node) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
		try (Writer writer = new OutputStreamWriter(bytes, StandardCharsets.UTF_8)) {
			MAPPER.writeValue(writer, node);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

}
