package dev.serai.gateway.provider.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What a provider refuses, in its own words and its own envelope. */
final class Refused extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final int status;

	private final transient JsonNode body;

	private Refused(int status, String message, JsonNode body) {
		super(message, null, false, false);
		this.status = status;
		this.body = body;
	}

	int status() {
		return this.status;
	}

	JsonNode body() {
		return this.body;
	}

	String text() {
		return String.valueOf(getMessage());
	}

	private static ObjectNode object() {
		return JsonNodeFactory.instance.objectNode();
	}

	static Refused openai(String message, @Nullable String param, @Nullable String code) {
		ObjectNode body = object();
		body.putObject("error")
			.put("message", message)
			.put("type", "invalid_request_error")
			.put("param", param)
			.put("code", code);
		return new Refused(400, message, body);
	}

	static Refused anthropic(String message) {
		ObjectNode body = object().put("type", "error");
		body.putObject("error").put("type", "invalid_request_error").put("message", message);
		return new Refused(400, message, body.put("request_id", "req_011CSHoEeqs5C35K2UUqR7Fy"));
	}

	static Refused gemini(String message) {
		ObjectNode body = object();
		body.putObject("error").put("code", 400).put("message", message).put("status", "INVALID_ARGUMENT");
		return new Refused(400, message, body);
	}

	static Refused geminiField(String name, String where) {
		String message = "Invalid JSON payload received. Unknown name \"" + name + "\""
				+ (where.isEmpty() ? "" : " at '" + where + "'") + ": Cannot find field.";
		ObjectNode body = object();
		ObjectNode error = body.putObject("error")
			.put("code", 400)
			.put("message", message)
			.put("status", "INVALID_ARGUMENT");
		error.putArray("details")
			.addObject()
			.put("@type", "type.googleapis.com/google.rpc.BadRequest")
			.putArray("fieldViolations")
			.addObject()
			.put("field", where)
			.put("description", message);
		return new Refused(400, message, body);
	}

	/** Mistral's validation of the body against its schema. */
	static Refused mistralBody(String type, String message, JsonNode input, Object... location) {
		ObjectNode body = object().put("object", "error");
		ObjectNode detail = body.putObject("message").putArray("detail").addObject().put("type", type);
		var loc = detail.putArray("loc").add("body");
		for (Object step : location) {
			loc.addPOJO(step);
		}
		detail.put("msg", message).set("input", input);
		body.put("type", "invalid_request_error").putNull("param").putNull("code");
		return new Refused(422, message + " at " + loc, body);
	}

	static Refused mistral(String message, String type, String code) {
		ObjectNode body = object().put("object", "error")
			.put("message", message)
			.put("type", type)
			.putNull("param")
			.put("code", code)
			.put("raw_status_code", 400);
		return new Refused(400, message, body);
	}

	static Refused cohere(String message) {
		return new Refused(message.startsWith("invalid request") ? 400 : 422, message,
				object().put("id", "d11b7fb9-0a44-4a93-a9a0-f0a6a5cf5b1d").put("message", message));
	}

	static Refused groq(String message, @Nullable String param) {
		ObjectNode body = object();
		ObjectNode error = body.putObject("error").put("message", message).put("type", "invalid_request_error");
		if (param != null) {
			error.put("param", param);
		}
		return new Refused(400, message, body);
	}

	static Refused deepseek(String message) {
		ObjectNode body = object();
		body.putObject("error")
			.put("message", message)
			.put("type", "invalid_request_error")
			.putNull("param")
			.put("code", "invalid_request_error");
		return new Refused(400, message, body);
	}

	static Refused xai(String message) {
		return new Refused(400, message, object().put("code", "invalid-argument").put("error", message));
	}

	static Refused perplexity(String message) {
		ObjectNode body = object();
		body.putObject("error").put("message", message).put("type", "invalid_message").put("code", 400);
		return new Refused(400, message, body);
	}

	static Refused openrouter(int status, String message) {
		ObjectNode body = object();
		body.putObject("error").put("message", message).put("code", status);
		return new Refused(status, message, body);
	}

	static Refused ollama(String message) {
		ObjectNode body = object();
		body.putObject("error")
			.put("message", message)
			.put("type", "invalid_request_error")
			.putNull("param")
			.putNull("code");
		return new Refused(400, message, body);
	}

	static Refused vllm(String message) {
		ObjectNode body = object();
		body.put("object", "error")
			.put("message", message)
			.put("type", "BadRequestError")
			.putNull("param")
			.put("code", 400);
		return new Refused(400, message, body);
	}

}
