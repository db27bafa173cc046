package dev.serai.provider.gemini;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.serai.call.ProviderFailure;
import dev.serai.call.ProviderFailure.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Google's error object, {@code {"error":{code,message,status,details[]}}}, which also
 * comes in an array. A wrong key is INVALID_ARGUMENT there, and an account that may not
 * be used from where it is FAILED_PRECONDITION: neither is the request's fault.
 */
final class GeminiFailure {

	private static final int LONGEST_MESSAGE = 2000;

	private static final BigDecimal LONGEST_WAIT = BigDecimal.valueOf(Duration.ofDays(30).toSeconds());

	private GeminiFailure() {
	}

	/** The failure that an answer's status and body tell. */
	static ProviderFailure of(int status, @Nullable String retryAfter, byte[] body) {
		JsonNode error = error(body);
		String message = error.isTextual() ? error.asText() : error.path("message").asText("");
		return failure(status, message.isEmpty() ? plain(status, body, error) : message, retryAfter, error);
	}

	/** The failure that an error object under a 2xx status tells. */
	static ProviderFailure of(JsonNode error) {
		int code = error.path("code").asInt(500);
		return failure(code, error.path("message").asText("Gemini reports an error"), null, error);
	}

	private static ProviderFailure failure(int status, String message, @Nullable String retryAfter, JsonNode error) {
		String code = error.path("status").asText("");
		Duration wait = seconds(retryAfter);
		String delay = detail(error, "RetryInfo").path("retryDelay").asText("");
		String field = detail(error, "BadRequest").path("fieldViolations").path(0).path("field").asText("");
		return ProviderFailure.reported(kind(status, code, message, error), status, cut(message),
				(wait != null) ? wait : seconds(delay.endsWith("s") ? delay.substring(0, delay.length() - 1) : null),
				code.isEmpty() ? null : code, field.isEmpty() ? null : field);
	}

	private static Kind kind(int status, String code, String message, JsonNode error) {
		return switch (code) {
			case "UNAUTHENTICATED", "PERMISSION_DENIED" -> Kind.AUTH;
			case "INVALID_ARGUMENT", "FAILED_PRECONDITION", "OUT_OF_RANGE" ->
				isAccounts(message, error) ? Kind.AUTH : Kind.INVALID_REQUEST;
			case "NOT_FOUND" -> Kind.NOT_FOUND;
			case "RESOURCE_EXHAUSTED" -> Kind.RATE_LIMITED;
			case "UNAVAILABLE" -> Kind.OVERLOADED;
			case "DEADLINE_EXCEEDED" -> Kind.TIMEOUT;
			case "INTERNAL", "UNKNOWN", "ABORTED", "CANCELLED", "DATA_LOSS" -> Kind.SERVER_ERROR;
			default -> isAccounts(message, error) ? Kind.AUTH : ProviderFailure.kindOf(status);
		};
	}

	private static boolean isAccounts(String message, JsonNode error) {
		return "API_KEY_INVALID".equals(detail(error, "ErrorInfo").path("reason").asText(""))
				|| message.startsWith("API key not valid") || message.startsWith("User location is not supported")
				|| message.contains("Please enable billing");
	}

	private static JsonNode error(byte[] body) {
		try {
			JsonNode answer = GeminiJson.read(body);
			return (answer.isArray() ? answer.path(0) : answer).path("error");
		}
		catch (IOException ex) {
			return MissingNode.getInstance();
		}
	}

	/** What a proxy on the way says, unless it is a page for browsers. */
	private static String plain(int status, byte[] body, JsonNode error) {
		String text = new String(body, StandardCharsets.UTF_8).strip();
		boolean readable = error.isMissingNode() && !text.isEmpty() && !text.startsWith("<");
		return readable ? text : "Gemini answered " + status + " without a message";
	}

	private static JsonNode detail(JsonNode error, String type) {
		for (JsonNode detail : error.path("details")) {
			if (detail.path("@type").asText("").endsWith("google.rpc." + type)) {
				return detail;
			}
		}
		return MissingNode.getInstance();
	}

	/** A number of seconds, maybe broken; null for anything else. */
	private static @Nullable Duration seconds(@Nullable String text) {
		if (text == null || !text.strip().matches("\\d{1,9}(\\.\\d{1,9})?")) {
			return null;
		}
		return Duration.ofNanos(new BigDecimal(text.strip()).min(LONGEST_WAIT).movePointRight(9).longValue());
	}

	private static String cut(String message) {
		return (message.length() <= LONGEST_MESSAGE) ? message : message.substring(0, LONGEST_MESSAGE - 1) + "…";
	}

}
