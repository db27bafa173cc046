package dev.serai.gateway.provider.gemini;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.ProviderFailure.Kind;
import dev.serai.gateway.provider.QuotaSigns;
import dev.serai.gateway.provider.ReportedError;
import org.jspecify.annotations.Nullable;

/**
 * Google's error object, {@code {"error":{code,message,status,details[]}}}, which also
 * comes in an array. INVALID_ARGUMENT includes a wrong key, and FAILED_PRECONDITION an
 * account that may not be used from its location: neither is the request's fault.
 */
final class GeminiFailure {

	private static final BigDecimal LONGEST_WAIT = BigDecimal.valueOf(Duration.ofDays(30).toSeconds());

	private GeminiFailure() {
	}

	/** Returns whether a response or an event is an error. */
	static boolean isError(JsonNode response) {
		return ReportedError.isIn(response, "candidates", "promptFeedback", "usageMetadata");
	}

	/** Returns the failure for a response's status and body. */
	static ProviderFailure of(int status, @Nullable String retryAfter, byte[] body) {
		return failure(status, ReportedError.of(body), retryAfter, details(body));
	}

	/** Returns the failure for an error with a 2xx status. */
	static ProviderFailure of(JsonNode response) {
		ReportedError error = ReportedError.of(response);
		return failure((error.status() > 0) ? error.status() : 500, error, null, response.path("error"));
	}

	private static ProviderFailure failure(int status, ReportedError reported, @Nullable String retryAfter,
			JsonNode error) {
		Duration wait = seconds(retryAfter);
		String delay = detail(error, "RetryInfo").path("retryDelay").asText("");
		String message = reported.message().isEmpty() ? "Gemini answered " + status + " without a message"
				: reported.message();
		return ProviderFailure.reported(kind(status, reported, error), status, message,
				(wait != null) ? wait : seconds(delay.endsWith("s") ? delay.substring(0, delay.length() - 1) : null),
				reported.code(), reported.param());
	}

	private static Kind kind(int status, ReportedError reported, JsonNode error) {
		if (QuotaSigns.areIn(status, reported) || isUsedUpForTheDay(error)) {
			return Kind.INSUFFICIENT_QUOTA;
		}
		return switch (error.path("status").asText("")) {
			case "UNAUTHENTICATED", "PERMISSION_DENIED" -> Kind.AUTH;
			case "INVALID_ARGUMENT", "FAILED_PRECONDITION", "OUT_OF_RANGE" ->
				isAccounts(reported.message(), error) ? Kind.AUTH : Kind.INVALID_REQUEST;
			case "NOT_FOUND" -> Kind.NOT_FOUND;
			case "RESOURCE_EXHAUSTED" -> Kind.RATE_LIMITED;
			case "UNAVAILABLE" -> Kind.OVERLOADED;
			case "DEADLINE_EXCEEDED" -> Kind.TIMEOUT;
			case "INTERNAL", "UNKNOWN", "ABORTED", "CANCELLED", "DATA_LOSS" -> Kind.SERVER_ERROR;
			default -> isAccounts(reported.message(), error) ? Kind.AUTH : ProviderFailure.kindOf(status);
		};
	}

	/**
	 * Google reports rate limits and used-up quotas as RESOURCE_EXHAUSTED; the name of
	 * the violated quota contains its period.
	 */
	private static boolean isUsedUpForTheDay(JsonNode error) {
		for (JsonNode violation : detail(error, "QuotaFailure").path("violations")) {
			if (violation.path("quotaId").asText("").contains("PerDay")) {
				return true;
			}
		}
		return false;
	}

	private static boolean isAccounts(String message, JsonNode error) {
		return "API_KEY_INVALID".equals(detail(error, "ErrorInfo").path("reason").asText(""))
				|| message.startsWith("API key not valid") || message.startsWith("User location is not supported")
				|| message.contains("Please enable billing");
	}

	/**
	 * Returns Google's own object, which is more specific than its message; missing when
	 * there is none.
	 */
	private static JsonNode details(byte[] body) {
		try {
			JsonNode answer = GeminiJson.read(body);
			return (answer.isArray() ? answer.path(0) : answer).path("error");
		}
		catch (IOException ex) {
			return MissingNode.getInstance();
		}
	}

	private static JsonNode detail(JsonNode error, String type) {
		for (JsonNode detail : error.path("details")) {
			if (detail.path("@type").asText("").endsWith("google.rpc." + type)) {
				return detail;
			}
		}
		return MissingNode.getInstance();
	}

	/** Parses a number of seconds, possibly a fraction; null for anything else. */
	private static @Nullable Duration seconds(@Nullable String text) {
		if (text == null || !text.strip().matches("\\d{1,9}(\\.\\d{1,9})?")) {
			return null;
		}
		return Duration.ofNanos(new BigDecimal(text.strip()).min(LONGEST_WAIT).movePointRight(9).longValue());
	}

}
