package dev.serai.gateway.endpoint.openai;

import java.io.IOException;
import java.io.UncheckedIOException;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.operation.Usage;

/**
 * Writes usage in OpenAI's format, where totals include their parts: cached tokens count
 * as prompt tokens, too, and reasoning as completion tokens.
 */
public final class UsageJson {

	private static final ObjectMapper MAPPER = new ObjectMapper();

	private UsageJson() {
	}

	/** Returns the value of the field {@code usage}. */
	public static JsonNode of(Usage usage) {
		try (TokenBuffer tokens = new TokenBuffer(MAPPER, false)) {
			write(tokens, usage);
			return MAPPER.readTree(tokens.asParser());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Writes the value of the field {@code usage}. */
	static void write(JsonGenerator json, Usage usage) throws IOException {
		json.writeStartObject();
		json.writeNumberField("prompt_tokens", usage.input());
		json.writeNumberField("completion_tokens", usage.output());
		json.writeNumberField("total_tokens", usage.total());
		json.writeObjectFieldStart("prompt_tokens_details");
		json.writeNumberField("cached_tokens", usage.tokens(TokenClass.CACHE_READ));
		json.writeNumberField("audio_tokens", usage.tokens(TokenClass.AUDIO_INPUT));
		long written = usage.tokens(TokenClass.CACHE_WRITE_5M) + usage.tokens(TokenClass.CACHE_WRITE_1H);
		if (written > 0) {
			json.writeNumberField("cache_write_tokens", written);
		}
		json.writeEndObject();
		json.writeObjectFieldStart("completion_tokens_details");
		json.writeNumberField("reasoning_tokens", usage.tokens(TokenClass.REASONING));
		json.writeNumberField("audio_tokens", usage.tokens(TokenClass.AUDIO_OUTPUT));
		json.writeEndObject();
		json.writeEndObject();
	}

}
