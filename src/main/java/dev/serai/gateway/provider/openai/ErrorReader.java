package dev.serai.gateway.provider.openai;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.ProviderFailure.Kind;
import dev.serai.gateway.provider.QuotaSigns;
import dev.serai.gateway.provider.ReportedError;
import org.jspecify.annotations.Nullable;

/**
 * Maps the errors of OpenAI-compatible providers to failures; {@link ReportedError} reads
 * them.
 */
final class ErrorReader {

	private static final List<String> KEY_TROUBLE = List.of("incorrect api key", "invalid api key", "api key not valid",
			"invalid api-key", "api key is invalid");

	private ErrorReader() {
	}

	/** Returns whether a response with a 2xx status, or an event, is an error. */
	static boolean isError(ObjectNode root) {
		return ReportedError.isIn(root, "choices");
	}

	/** Returns the failure for an error whose HTTP status is 2xx. */
	static ProviderFailure inAnswer(ObjectNode root) {
		ReportedError error = ReportedError.of(root);
		Kind kind = (error.status() > 0) ? kind(error.status(), error) : kindByName(error);
		return failure(kind, error.status(), null, error).having(HeldUsage.of(root));
	}

	static ProviderFailure ofStatus(int status, @Nullable Duration retryAfter, byte[] body) {
		ReportedError error = ReportedError.of(body);
		return failure(kind(status, error), status, retryAfter, error);
	}

	private static ProviderFailure failure(Kind kind, int status, @Nullable Duration retryAfter, ReportedError error) {
		String message = error.message();
		if (message.isEmpty()) {
			message = (status > 0) ? "The provider answered with status " + status : "The provider reported an error";
		}
		return ProviderFailure.reported(kind, status, message, retryAfter, error.code(), error.param());
	}

	private static Kind kind(int status, ReportedError error) {
		if (QuotaSigns.areIn(status, error)) {
			return Kind.INSUFFICIENT_QUOTA;
		}
		return (status == 400 && isKeyTrouble(error)) ? Kind.AUTH : ProviderFailure.kindOf(status);
	}

	private static boolean isKeyTrouble(ReportedError error) {
		String words = error.message().toLowerCase(Locale.ROOT);
		return error.names().contains("invalid_api_key") || KEY_TROUBLE.stream().anyMatch(words::contains);
	}

	private static Kind kindByName(ReportedError error) {
		if (QuotaSigns.areIn(0, error)) {
			return Kind.INSUFFICIENT_QUOTA;
		}
		String name = error.names().toLowerCase(Locale.ROOT);
		if (containsAny(name, "rate_limit", "too_many_requests", "resource_exhausted", "throttling")) {
			return Kind.RATE_LIMITED;
		}
		if (containsAny(name, "overloaded", "capacity", "unavailable")) {
			return Kind.OVERLOADED;
		}
		if (containsAny(name, "api_key", "authentication", "permission", "unauthenticated", "unauthorized")) {
			return Kind.AUTH;
		}
		if (containsAny(name, "invalid_request", "content_filter", "context_length", "invalid_argument",
				"invalid-argument", "badrequest", "bad_request", "validation")) {
			return Kind.INVALID_REQUEST;
		}
		return Kind.SERVER_ERROR;
	}

	private static boolean containsAny(String name, String... words) {
		return List.of(words).stream().anyMatch(name::contains);
	}

}
