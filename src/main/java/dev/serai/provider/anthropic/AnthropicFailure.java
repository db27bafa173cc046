package dev.serai.provider.anthropic;

import java.time.Duration;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.call.ProviderFailure;
import dev.serai.call.ProviderFailure.Kind;
import org.jspecify.annotations.Nullable;

/** Understands what Anthropic says when it does not answer. */
final class AnthropicFailure {

	private static final int MAX_MESSAGE = 2000;

	private AnthropicFailure() {
	}

	/** A failure that comes under a 2xx status: its type stands for the status. */
	static ProviderFailure inAnswer(JsonNode body) {
		return reported(statusOf(type(body)), body, null);
	}

	/**
	 * A failure that an HTTP status tells.
	 * @param body often not Anthropic's own: a proxy's page, or nothing
	 */
	static ProviderFailure underStatus(int status, byte[] body, @Nullable Duration retryAfter) {
		JsonNode json;
		try {
			json = AnthropicJson.object(body);
		}
		catch (ProviderFailure notJson) {
			return ProviderFailure.reported(ProviderFailure.kindOf(status), status, "The provider answered " + status,
					retryAfter, null, null);
		}
		return reported(status, json, retryAfter);
	}

	private static ProviderFailure reported(int status, JsonNode body, @Nullable Duration retryAfter) {
		String type = type(body);
		String message = body.path("error").path("message").asText("");
		if (message.isBlank()) {
			message = "The provider answered " + status;
		}
		String lower = message.toLowerCase(Locale.ROOT);
		return ProviderFailure.reported(kind(status, type, lower), status, shortened(message), retryAfter,
				code(type, lower), null);
	}

	private static Kind kind(int status, String type, String message) {
		// An empty account is reported as the caller's fault, which can't mend it.
		if (type.equals("billing_error") || message.contains("credit balance is too low")) {
			return Kind.AUTH;
		}
		return switch (type) {
			case "overloaded_error" -> Kind.OVERLOADED;
			case "rate_limit_error" -> Kind.RATE_LIMITED;
			default -> ProviderFailure.kindOf(status);
		};
	}

	private static @Nullable String code(String type, String message) {
		if (message.contains("prompt is too long") || message.contains("exceed context limit")) {
			return "context_length_exceeded";
		}
		return type.isEmpty() ? null : type;
	}

	private static int statusOf(String type) {
		return switch (type) {
			case "invalid_request_error" -> 400;
			case "authentication_error" -> 401;
			case "billing_error" -> 402;
			case "permission_error" -> 403;
			case "not_found_error" -> 404;
			case "request_too_large" -> 413;
			case "rate_limit_error" -> 429;
			case "timeout_error" -> 504;
			case "overloaded_error" -> 529;
			default -> 500;
		};
	}

	private static String type(JsonNode body) {
		return body.path("error").path("type").asText("");
	}

	private static String shortened(String message) {
		if (message.length() <= MAX_MESSAGE) {
			return message;
		}
		int end = Character.isHighSurrogate(message.charAt(MAX_MESSAGE - 1)) ? MAX_MESSAGE - 1 : MAX_MESSAGE;
		return message.substring(0, end);
	}

}
