package dev.serai.gateway.provider.anthropic;

import java.time.Duration;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.ProviderFailure.Kind;
import dev.serai.gateway.provider.QuotaSigns;
import dev.serai.gateway.provider.ReportedError;
import org.jspecify.annotations.Nullable;

/** Decodes Anthropic's errors. */
final class AnthropicFailure {

	private AnthropicFailure() {
	}

	/** Returns whether a message or an event is an error. */
	static boolean isError(JsonNode body) {
		return ReportedError.isIn(body, "content", "delta", "content_block");
	}

	/**
	 * Returns the failure for an error with a 2xx status: its type stands for the status.
	 */
	static ProviderFailure inAnswer(JsonNode body) {
		ReportedError error = ReportedError.of(body);
		int status = statusOf(error.type());
		return reported((status > 0) ? status : (error.status() > 0) ? error.status() : 500, error, null);
	}

	/**
	 * Returns the failure for an HTTP status.
	 * @param body often not Anthropic's own: a proxy's page, or nothing
	 */
	static ProviderFailure underStatus(int status, byte[] body, @Nullable Duration retryAfter) {
		return reported(status, ReportedError.of(body), retryAfter);
	}

	private static ProviderFailure reported(int status, ReportedError error, @Nullable Duration retryAfter) {
		String told = error.message();
		String message = told.isEmpty() ? "The provider answered " + status : told;
		return ProviderFailure.reported(kind(status, error), status, message, retryAfter, code(error), error.param());
	}

	private static Kind kind(int status, ReportedError error) {
		// Anthropic reports an empty account as an invalid request, which the caller
		// cannot correct.
		if (QuotaSigns.areIn(status, error)) {
			return Kind.INSUFFICIENT_QUOTA;
		}
		return switch (error.type()) {
			case "overloaded_error" -> Kind.OVERLOADED;
			case "rate_limit_error" -> Kind.RATE_LIMITED;
			default -> ProviderFailure.kindOf(status);
		};
	}

	private static @Nullable String code(ReportedError error) {
		String message = error.message().toLowerCase(Locale.ROOT);
		if (message.contains("prompt is too long") || message.contains("exceed context limit")) {
			return "context_length_exceeded";
		}
		return error.type().isEmpty() ? error.code() : error.type();
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
			default -> 0;
		};
	}

}
