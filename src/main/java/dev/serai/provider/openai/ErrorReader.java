package dev.serai.provider.openai;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.call.ProviderFailure;
import dev.serai.call.ProviderFailure.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Reads the errors of OpenAI-compatible providers. Their forms:
 * {@code {"error":{message,type,param,code}}} with a code that may be a number,
 * {@code {"error":"text","code"}} (xAI, Ollama), {@code {"detail"}} with a text or a list
 * (Mistral, FastAPI), {@code {"object":"error",message,type,code}} (Mistral, vLLM),
 * {@code {"message"}}.
 */
final class ErrorReader {

	private static final int MAX_MESSAGE = 2_000;

	private static final List<String> KEY_TROUBLE = List.of("incorrect api key", "invalid api key", "api key not valid",
			"invalid api-key", "api key is invalid");

	private ErrorReader() {
	}

	/** Whether an answer under a 2xx status, or an event, is an error. */
	static boolean isError(ObjectNode root) {
		JsonNode error = root.path("error");
		if (error.isObject() || (error.isTextual() && !error.textValue().isEmpty())) {
			return true;
		}
		return !root.has("choices")
				&& (Json.has(root, "detail") || isWord(root, "object", "error") || isWord(root, "type", "error"));
	}

	private static boolean isWord(ObjectNode root, String field, String word) {
		return word.equals(Json.text(root, field));
	}

	/** An error where the HTTP status says nothing of it. */
	static ProviderFailure inAnswer(ObjectNode root) {
		JsonNode error = error(root);
		int status = ownStatus(error);
		Kind kind = (status > 0) ? kind(status, error, message(root, error)) : kindByName(error);
		return failure(kind, status, null, root, error);
	}

	static ProviderFailure ofStatus(int status, @Nullable Duration retryAfter, byte[] body) {
		ObjectNode root = root(body);
		JsonNode error = error(root);
		return failure(kind(status, error, message(root, error)), status, retryAfter, root, error);
	}

	/** The body as an object; text that is neither JSON nor HTML is its message. */
	private static ObjectNode root(byte[] body) {
		try {
			return Json.object(body);
		}
		catch (ProviderFailure ex) {
			ObjectNode root = JsonNodeFactory.instance.objectNode();
			String text = new String(body, 0, Math.min(body.length, 4 * MAX_MESSAGE), StandardCharsets.UTF_8).strip();
			return (text.isEmpty() || text.startsWith("<")) ? root : root.put("message", text);
		}
	}

	private static JsonNode error(ObjectNode root) {
		JsonNode error = root.path("error");
		return error.isObject() ? error : root;
	}

	private static ProviderFailure failure(Kind kind, int status, @Nullable Duration retryAfter, ObjectNode root,
			JsonNode error) {
		String message = message(root, error);
		if (message.isEmpty()) {
			message = (status > 0) ? "The provider answered with status " + status : "The provider reported an error";
		}
		return ProviderFailure.reported(kind, status, cut(message), retryAfter, code(error), Json.text(error, "param"));
	}

	private static String cut(String message) {
		return (message.length() <= MAX_MESSAGE) ? message : message.substring(0, MAX_MESSAGE);
	}

	private static String message(ObjectNode root, JsonNode error) {
		String message = Json.text(error, "message");
		if (message == null) {
			message = Json.text(root, "error");
		}
		if (message == null) {
			message = detail(root.path("detail"));
		}
		// OpenRouter's own words hide what its provider said.
		String raw = Json.text(error.path("metadata"), "raw");
		return (raw == null) ? message : message + ": " + raw;
	}

	/** FastAPI lists what was wrong, each with the place. */
	private static String detail(JsonNode detail) {
		if (!detail.isArray()) {
			return detail.isTextual() ? detail.textValue() : Json.textOrEmpty(detail, "message");
		}
		StringJoiner all = new StringJoiner("; ");
		for (JsonNode one : detail) {
			StringJoiner place = new StringJoiner(".", "", ": ").setEmptyValue("");
			one.path("loc").forEach(step -> place.add(step.asText()));
			all.add(place + Json.textOrEmpty(one, "msg"));
		}
		return all.toString();
	}

	/** A word where there is one: some have a number as code and the word as type. */
	private static @Nullable String code(JsonNode error) {
		JsonNode code = error.path("code");
		String type = Json.text(error, "type");
		if (code.isTextual() && !code.textValue().isEmpty() && !isNumber(code.textValue())) {
			return code.textValue();
		}
		if (code.isMissingNode() || code.isNull()) {
			return null;
		}
		return (type != null) ? type : code.asText();
	}

	private static boolean isNumber(String text) {
		return text.chars().allMatch(c -> c >= '0' && c <= '9');
	}

	/** The HTTP status that an error names itself; 0 when none. */
	private static int ownStatus(JsonNode error) {
		for (String field : List.of("status_code", "raw_status_code", "status", "code")) {
			int status = error.path(field).asInt();
			if (status >= 400 && status < 600) {
				return status;
			}
		}
		return 0;
	}

	private static Kind kind(int status, JsonNode error, String message) {
		if (status == 402) {
			// The account has no money: only the operator can mend that.
			return Kind.AUTH;
		}
		if (status == 400 && isKeyTrouble(error, message)) {
			return Kind.AUTH;
		}
		return ProviderFailure.kindOf(status);
	}

	private static boolean isKeyTrouble(JsonNode error, String message) {
		String words = message.toLowerCase(Locale.ROOT);
		return error.path("code").asText().equals("invalid_api_key") || KEY_TROUBLE.stream().anyMatch(words::contains);
	}

	private static Kind kindByName(JsonNode error) {
		String name = error.path("code").asText() + ' ' + error.path("type").asText();
		if (containsAny(name, "rate_limit", "insufficient_quota", "too_many_requests")) {
			return Kind.RATE_LIMITED;
		}
		if (containsAny(name, "overloaded", "capacity", "unavailable")) {
			return Kind.OVERLOADED;
		}
		if (containsAny(name, "api_key", "authentication", "permission")) {
			return Kind.AUTH;
		}
		if (containsAny(name, "invalid_request", "content_filter", "context_length")) {
			return Kind.INVALID_REQUEST;
		}
		return Kind.SERVER_ERROR;
	}

	private static boolean containsAny(String name, String... words) {
		return List.of(words).stream().anyMatch(name::contains);
	}

}
