package dev.serai.gateway.provider;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/**
 * An error as a provider reports it. One reader handles all forms, because any of them
 * can come from any provider: relays, proxies and frameworks between Serai and a model
 * have their own.
 *
 * <p>
 * Known forms: {@code {"error":{message,type,param,code}}} with a code that may be a
 * number (OpenAI and most others); the same in an array and with {@code status} and
 * {@code details[]} (Google); with {@code target} and {@code innererror} (Azure); with
 * {@code metadata.raw}, which holds the error of the provider behind (OpenRouter);
 * {@code {"type":"error","error":{type,message}}} (Anthropic); {@code {"error":"text"}}
 * with {@code code} (xAI), with {@code error_type} (Hugging Face), with {@code
 * error_description} (OAuth) or alone (Ollama); {@code {"error":["text"]}};
 * {@code {"object":"error",message,type,param,code}} (Mistral, vLLM); {@code {"detail"}}
 * with a text or a list of {@code {loc,msg,type}} (FastAPI), also within {@code message}
 * (Mistral); {@code {"message"}} and {@code {"data"}} (Cohere);
 * {@code {"Message","__type"}} (AWS); {@code {"errors":[{message,code}]}} (Cloudflare);
 * plain text. An HTML page contains nothing that may be shown.
 *
 * @param message the provider's message; empty when there is none
 * @param code the error's code; null when there is none
 * @param type the provider's class of the error; empty when there is none
 * @param param the field of the request that is at fault
 * @param status the HTTP status in the error itself; 0 when there is none
 */
public record ReportedError(String message, @Nullable String code, String type, @Nullable String param, int status) {

	private static final int MAX_MESSAGE = 2_000;

	private static final int MAX_WORD = 200;

	private static final int MAX_DEPTH = 6;

	private static final JsonMapper JSON = JsonMapper.builder().build();

	/** The fields of messages, the most specific first. */
	private static final List<String> MESSAGES = List.of("message", "Message", "msg", "error_description",
			"error_message", "errorMessage", "detail", "error", "errors", "description", "details", "title", "reason",
			"data");

	private static final List<String> CODES = List.of("code", "error_code", "errorCode", "__type");

	private static final List<String> TYPES = List.of("type", "error_type", "status");

	private static final List<String> FIELDS = List.of("param", "target", "field");

	private static final List<String> STATUSES = List.of("status_code", "raw_status_code", "statusCode",
			"http_status_code", "http_status", "status", "code");

	/** Codes and types that only mean that there is an error. */
	private static final List<String> GENERIC = List.of("error", "invalid_request_error", "api_error");

	/** Reads a response's body, or the data of an event. */
	public static ReportedError of(byte[] body) {
		try {
			JsonNode json = JSON.readTree(body);
			if (json.isObject() || json.isTextual() || !json.isEmpty()) {
				return of(json);
			}
		}
		catch (IOException ex) {
			// Ignored: the body is plain text or an HTML page.
		}
		String text = new String(body, 0, Math.min(body.length, 4 * MAX_MESSAGE), StandardCharsets.UTF_8).strip();
		return new ReportedError(text.startsWith("<") ? "" : cut(shown(text), MAX_MESSAGE), null, "", null, 0);
	}

	/** Reads a parsed error. */
	public static ReportedError of(JsonNode json) {
		JsonNode root = (json.isArray() && json.path(0).isObject()) ? json.path(0) : json;
		JsonNode error = holder(root);
		String message = message(root, 0);
		ReportedError behind = behind(error);
		if (behind != null && !behind.message.isEmpty() && !message.contains(behind.message)) {
			message = message.isEmpty() ? behind.message : message + ": " + behind.message;
		}
		String code = code(root, error);
		String field = field(root, 0);
		if (behind != null) {
			code = (code == null || isNumber(code)) && behind.code != null ? behind.code : code;
			field = (field == null) ? behind.param : field;
		}
		String type = first(TYPES, false, error, root);
		return new ReportedError(cut(message, MAX_MESSAGE), (code != null) ? cut(code, MAX_WORD) : null,
				(type != null) ? cut(type, MAX_WORD) : "", (field != null) ? cut(field, MAX_WORD) : null,
				Math.max(status(error), status(root)));
	}

	/** Returns the code and the type, because either may be the more specific one. */
	public String names() {
		return this.code + " " + this.type;
	}

	/**
	 * Returns whether a response is an error although an answer was expected.
	 * @param answer the fields of which every answer has at least one
	 */
	public static boolean isIn(JsonNode json, String... answer) {
		JsonNode error = json.path("error");
		if (error.isObject() || (error.isArray() && !error.isEmpty())
				|| (error.isTextual() && !error.textValue().isBlank())) {
			return true;
		}
		for (String field : answer) {
			if (json.has(field)) {
				return false;
			}
		}
		return error.isNumber() || error.asBoolean() || json.hasNonNull("detail") || !json.path("errors").isEmpty()
				|| json.path("message").isTextual() || json.path("Message").isTextual() || json.has("__type")
				|| json.path("data").path("message").isTextual() || json.path("error_description").isTextual()
				|| isError(json, "object") || isError(json, "type");
	}

	private static boolean isError(JsonNode json, String field) {
		return json.path(field).asText().equals("error");
	}

	/** Returns the object that describes the error. */
	private static JsonNode holder(JsonNode root) {
		for (JsonNode inner : List.of(root.path("error"), root.path("errors").path(0), root.path("error").path(0),
				root.path("message"), root.path("data"))) {
			if (inner.isObject()) {
				return inner;
			}
		}
		return root;
	}

	/**
	 * Visits each node at most once, so that the cost is linear in the error's length.
	 */
	private static String message(JsonNode node, int depth) {
		if (node.isTextual()) {
			return shown(node.textValue());
		}
		if (depth > MAX_DEPTH) {
			return "";
		}
		if (node.isArray()) {
			StringJoiner all = new StringJoiner("; ");
			for (JsonNode one : node) {
				String message = message(one, depth + 1);
				if (!message.isEmpty() && all.length() < MAX_MESSAGE) {
					all.add(message);
				}
			}
			return all.toString();
		}
		if (!node.isObject()) {
			return "";
		}
		boolean nested = node.path("error").isContainerNode();
		if (nested) {
			String inner = message(node.path("error"), depth + 1);
			if (!inner.isEmpty()) {
				return inner;
			}
		}
		for (String name : MESSAGES) {
			String message = (nested && name.equals("error")) ? "" : message(node.path(name), depth + 1);
			if (!message.isEmpty()) {
				return place(node) + message;
			}
		}
		return message(node.path("innererror"), depth + 1);
	}

	/** FastAPI lists the errors, each with its location. */
	private static String place(JsonNode item) {
		StringJoiner place = new StringJoiner(".", "", ": ").setEmptyValue("");
		item.path("loc").forEach(step -> place.add(step.asText()));
		return place.toString();
	}

	/** Returns a text; empty for an HTML page. */
	private static String shown(String text) {
		String beginning = text.substring(0, Math.min(text.length(), MAX_MESSAGE)).toLowerCase(Locale.ROOT);
		boolean page = beginning.contains("<html") || beginning.contains("<!doctype") || beginning.contains("<head")
				|| beginning.contains("<body") || beginning.stripLeading().startsWith("<?xml");
		return page ? "" : text.strip();
	}

	/** OpenRouter's own message hides that of its provider. */
	private static @Nullable ReportedError behind(JsonNode error) {
		JsonNode raw = error.path("metadata").path("raw");
		if (raw.isTextual()) {
			return raw.textValue().isBlank() ? null : of(raw.textValue().getBytes(StandardCharsets.UTF_8));
		}
		return raw.isContainerNode() ? of(raw) : null;
	}

	/** Prefers a text: some providers have a number as code and the text as type. */
	private static @Nullable String code(JsonNode root, JsonNode error) {
		String code = first(CODES, true, error, root);
		if (code != null && !isNumber(code)) {
			return code.substring(code.lastIndexOf('#') + 1);
		}
		String type = first(TYPES, false, error, root);
		if (type == null && root.path("error_description").isTextual()) {
			type = root.path("error").textValue();
		}
		if (code != null) {
			return (type != null) ? type : code;
		}
		return (type == null || GENERIC.contains(type)) ? null : type;
	}

	private static @Nullable String first(List<String> names, boolean numbers, JsonNode... holders) {
		for (JsonNode holder : holders) {
			for (String name : names) {
				JsonNode value = holder.path(name);
				String text = (value.isTextual() || value.isIntegralNumber()) ? value.asText().strip() : "";
				// A type may be the URL of its description.
				boolean says = !text.isEmpty() && !text.equals("error") && !text.contains("://");
				if (says && (numbers || !isNumber(text))) {
					return text;
				}
			}
		}
		return null;
	}

	private static boolean isNumber(String text) {
		return text.chars().allMatch(c -> c >= '0' && c <= '9');
	}

	/** Returns the field at fault, from the first place that names it. */
	private static @Nullable String field(JsonNode node, int depth) {
		if (depth > MAX_DEPTH) {
			return null;
		}
		if (node.isArray()) {
			for (JsonNode one : node) {
				String field = field(one, depth + 1);
				if (field != null) {
					return field;
				}
			}
			return null;
		}
		for (String name : FIELDS) {
			JsonNode value = node.path(name);
			if (value.isTextual() && !value.textValue().isBlank()) {
				return value.textValue();
			}
		}
		String place = path(node.path("loc"), node.path("path"));
		if (place != null) {
			return place;
		}
		for (String inner : List.of("error", "errors", "detail", "details", "message", "fieldViolations", "data")) {
			JsonNode child = node.path(inner);
			String field = child.isContainerNode() ? field(child, depth + 1) : null;
			if (field != null) {
				return field;
			}
		}
		return null;
	}

	/** Converts {@code ["body","messages",0,"role"]} to {@code messages[0].role}. */
	private static @Nullable String path(JsonNode... candidates) {
		for (JsonNode steps : candidates) {
			StringBuilder path = new StringBuilder();
			for (int i = 0; i < steps.size() && path.length() < MAX_WORD; i++) {
				JsonNode step = steps.get(i);
				if (step.isIntegralNumber()) {
					path.append('[').append(step.asText()).append(']');
				}
				else if (i > 0 || !step.asText().equals("body")) {
					path.append(path.isEmpty() ? "" : ".").append(step.asText());
				}
			}
			if (!path.isEmpty()) {
				return path.toString();
			}
		}
		return null;
	}

	private static int status(JsonNode error) {
		for (String field : STATUSES) {
			int status = error.path(field).asInt();
			if (status >= 400 && status < 600) {
				return status;
			}
		}
		return 0;
	}

	private static String cut(String text, int most) {
		if (text.length() <= most) {
			return text;
		}
		return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
	}

}
