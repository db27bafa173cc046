package dev.serai.gateway.provider.openai;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.catalog.Dialect;
import dev.serai.gateway.catalog.Dialect.AnswerForm;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.provider.dialect.ParameterRules;
import dev.serai.gateway.provider.dialect.SchemaRules;

/**
 * Changes a request in OpenAI's format to a provider's dialect of it. Fields that no rule
 * is about stay as the caller sent them.
 */
final class OpenAiDialect {

	private static final List<String> LIMITS = List.of("max_completion_tokens", "max_tokens");

	/** Fields that are no parameters. */
	private static final List<String> STRUCTURE = List.of("model", "messages", "tools", "stream");

	private final Dialect dialect;

	private OpenAiDialect(Dialect dialect) {
		this.dialect = dialect;
	}

	/** Returns whether even a plain request may have to be changed. */
	static boolean concerns(ChatRequest request, Dialect dialect) {
		return !dialect.textOnly().isEmpty()
				|| (request.maxOutputTokens() != null && !dialect.outputLimit().equals(Dialect.KEPT))
				|| (request.stream() && dialect.parameters().dropped().contains("stream_options"));
	}

	/**
	 * Changes a request.
	 * @param request the whole body
	 */
	static void apply(ObjectNode request, Dialect dialect) {
		new OpenAiDialect(dialect).apply(request);
	}

	private void apply(ObjectNode request) {
		limit(request);
		schemas(request);
		boolean tools = !request.path("tools").isEmpty();
		if (!tools) {
			request.remove("tools");
		}
		if (request.path("messages").isArray()) {
			new DialectMessages(this.dialect, tools).apply(request.withArray("messages"));
		}
		parameters(request, tools);
	}

	/** A request has one limit, in the provider's field. */
	private void limit(ObjectNode request) {
		String field = this.dialect.outputLimit();
		if (field.equals(Dialect.KEPT)) {
			return;
		}
		for (String name : LIMITS) {
			JsonNode value = name.equals(field) ? null : request.remove(name);
			if (value != null && !value.isNull() && !request.hasNonNull(field)) {
				request.set(field, value);
			}
		}
	}

	private void schemas(ObjectNode request) {
		SchemaRules rules = new SchemaRules(this.dialect.schemas());
		for (JsonNode tool : request.path("tools")) {
			if (tool.path("function") instanceof ObjectNode function) {
				JsonNode schema = function.path("parameters");
				if (schema.isObject() || schema.isMissingNode() || schema.isNull()) {
					function.set("parameters", rules.ofTool(schema, function.path("strict").asBoolean()));
				}
				if (rules.dropsStrict()) {
					function.remove("strict");
				}
				dropMarker(function);
			}
			dropMarker(tool);
		}
		if (request.path("response_format").path("json_schema") instanceof ObjectNode format && format.has("schema")) {
			format.set("schema", rules.ofAnswer(format.get("schema"), format.path("strict").asBoolean()));
			if (this.dialect.schemas().form() == AnswerForm.JSON_OBJECT) {
				request.putObject("response_format").put("type", "json_object").set("schema", format.get("schema"));
			}
		}
	}

	private void dropMarker(JsonNode holder) {
		if (this.dialect.cacheControl() == Dialect.CacheControl.DROPPED && holder instanceof ObjectNode object) {
			object.remove("cache_control");
		}
	}

	private void parameters(ObjectNode request, boolean tools) {
		Map<String, JsonNode> structure = new TreeMap<>();
		for (List<String> names : List.of(STRUCTURE, LIMITS)) {
			for (String name : names) {
				JsonNode value = request.remove(name);
				if (value != null) {
					structure.put(name, value);
				}
			}
		}
		ParameterRules rules = new ParameterRules(this.dialect.parameters());
		rules.adapt(request, tools, note -> {
		});
		rules.rename(request);
		request.setAll(structure);
	}

}
