package dev.serai.replay;

import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.replay.Expectation.Problem;
import dev.serai.replay.Said.CallParts;
import org.jspecify.annotations.Nullable;

/** Reads recorded answers of Gemini's generateContent, on Vertex too. */
final class GeminiRecorded {

	private final Map<Integer, Said> said = new TreeMap<>();

	private @Nullable Tokens tokens;

	/** Gemini's counts so far, each the largest that it stated. */
	private final ObjectNode largest = Recording.JSON.createObjectNode();

	private boolean shrunk;

	private @Nullable Problem error;

	static Expectation read(Recording recording) {
		GeminiRecorded reader = new GeminiRecorded();
		recording.parts().forEach(reader::part);
		return new Expectation(Said.choices(reader.said), reader.tokens, reader.shrunk, reader.error);
	}

	private void part(JsonNode response) {
		if (response.has("error")) {
			this.error = Problem.of(response.at("/error/code").asInt(), response);
		}
		used(response.path("usageMetadata"));
		// Usage without the prompt's tokens is no usage: Serai counts what is missing.
		if (this.largest.has("promptTokenCount")) {
			this.tokens = tokens(this.largest);
		}
		for (JsonNode candidate : response.path("candidates")) {
			Said into = this.said.computeIfAbsent(candidate.path("index").asInt(0), i -> new Said());
			candidate.at("/content/parts").forEach(part -> said(part, into));
			if (candidate.has("finishReason")) {
				into.finish = finish(candidate.path("finishReason").asText(), !into.calls.isEmpty());
			}
		}
	}

	private void used(JsonNode usage) {
		this.shrunk = false;
		for (Map.Entry<String, JsonNode> figure : usage.properties()) {
			if (figure.getValue().asLong() < this.largest.path(figure.getKey()).asLong()) {
				this.shrunk = true;
			}
			else {
				this.largest.set(figure.getKey(), figure.getValue());
			}
		}
	}

	private static void said(JsonNode part, Said into) {
		String seal = part.path("thoughtSignature").asText("");
		if (part.has("functionCall")) {
			CallParts call = into.call(into.calls.size());
			call.id = part.at("/functionCall/id").asText("");
			call.name = part.at("/functionCall/name").asText();
			call.arguments.append(part.path("functionCall").has("args") ? part.at("/functionCall/args") : "{}");
			call.seal = seal;
			return;
		}
		(part.path("thought").asBoolean() ? into.reasoning : into.text).append(part.path("text").asText(""));
		if (!seal.isEmpty() && part.has("text")) {
			into.seals.add(seal);
		}
	}

	private static String finish(String reason, boolean calls) {
		return switch (reason) {
			case "STOP" -> calls ? "tool_calls" : "stop";
			case "MAX_TOKENS" -> "length";
			default -> "content_filter";
		};
	}

	private static Tokens tokens(JsonNode usage) {
		long cached = usage.path("cachedContentTokenCount").asLong();
		long audio = audio(usage.path("promptTokensDetails")) - audio(usage.path("cacheTokensDetails"));
		long plain = usage.path("promptTokenCount").asLong() - cached - audio
				+ usage.path("toolUsePromptTokenCount").asLong();
		return new Tokens(plain, cached, 0, 0, audio, usage.path("candidatesTokenCount").asLong(),
				usage.path("thoughtsTokenCount").asLong(), 0, 0, 0);
	}

	private static long audio(JsonNode details) {
		for (JsonNode detail : details) {
			if (detail.path("modality").asText().equals("AUDIO")) {
				return detail.path("tokenCount").asLong();
			}
		}
		return 0;
	}

}
