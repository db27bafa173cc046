package dev.serai.replay;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.replay.Said.Choice;
import org.jspecify.annotations.Nullable;

/**
 * What a recorded answer comes to for a caller.
 *
 * @param choices what is said, by the choice's number
 * @param tokens what is used; null where the provider does not tell
 * @param shrunk whether the provider took back some of the tokens in the end
 * @param error what went wrong; null when nothing did
 */
record Expectation(Map<Integer, Choice> choices, @Nullable Tokens tokens, boolean shrunk, @Nullable Problem error) {

	Expectation(Map<Integer, Choice> choices, @Nullable Tokens tokens, @Nullable Problem error) {
		this(choices, tokens, false, error);
	}

	static Expectation of(Recording recording) {
		if (recording.status() >= 400) {
			return new Expectation(Map.of(), null, Problem.of(recording.status(), recording.parts().getFirst()));
		}
		return switch (recording.protocol()) {
			case "anthropic" -> AnthropicRecorded.read(recording);
			case "gemini" -> GeminiRecorded.read(recording);
			default -> OpenAiRecorded.read(recording);
		};
	}

	/**
	 * How well it is known what the answer cost, where the provider says what was used.
	 */
	String priceStatus() {
		return this.shrunk ? "estimated" : "known";
	}

	boolean saysSomething() {
		return !this.choices.values().stream().allMatch(Choice::isSilent);
	}

	/**
	 * An error that the provider reports.
	 *
	 * @param status the HTTP status that the caller gets, or would before the answer
	 * begins
	 * @param message the provider's words
	 * @param shown whether the caller may read them
	 * @param retryAfter seconds; 0 where the provider does not say
	 */
	record Problem(int status, String message, boolean shown, int retryAfter) {

		/** What the contract makes of a status and a body. */
		static Problem of(int status, JsonNode body) {
			JsonNode error = body.path("error").isObject() ? body.path("error") : body;
			String message = error.path("message").asText(body.path("detail").asText());
			boolean key = message.startsWith("API key not valid");
			int retryAfter = 0;
			for (JsonNode detail : error.path("details")) {
				retryAfter = Math.max(retryAfter,
						Integer.parseInt(detail.path("retryDelay").asText("0s").replace("s", "")));
			}
			return switch (status) {
				case 400, 422 -> key ? new Problem(502, message, false, 0) : new Problem(status, message, true, 0);
				case 429 -> new Problem(429, message, false, retryAfter);
				case 503, 529 -> new Problem(503, message, false, retryAfter);
				default -> new Problem(502, message, false, 0);
			};
		}

	}

}
