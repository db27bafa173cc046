package dev.serai.platform.contract;

import java.util.Iterator;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * Validates the requests of one API operation. The first violation is refused with 400,
 * naming the field and the rule but not the value.
 */
public final class Operation {

	private final String name;

	private final @Nullable JsonSchema body;

	private final Map<String, JsonSchema> query;

	Operation(String name, @Nullable JsonSchema body, Map<String, JsonSchema> query) {
		this.name = name;
		this.body = body;
		this.query = Map.copyOf(query);
	}

	/** Whether the operation takes a body. */
	public boolean takesBody() {
		return this.body != null;
	}

	/**
	 * @throws CallRefused 400 {@code missing_required_parameter}, {@code invalid_type},
	 * {@code unknown_parameter} or {@code invalid_value}
	 */
	public void checkBody(JsonNode request) {
		if (this.body != null) {
			first(this.body.validate(request), "");
		}
	}

	/**
	 * Checks the query parameters. An empty one counts as absent.
	 * @throws CallRefused 400, as {@link #checkBody}
	 */
	public void checkQuery(Map<String, String[]> parameters) {
		parameters.forEach((parameter, values) -> {
			JsonSchema schema = this.query.get(parameter);
			if (schema == null) {
				throw ApiError
					.invalid(parameter, "unknown_parameter",
							"Unknown parameter; the parameters are " + this.query.keySet().stream().sorted().toList()
									+ ".")
					.refused();
			}
			if (values.length > 1) {
				throw ApiError.invalid(parameter, "'" + parameter + "' is given more than once.").refused();
			}
			// No search text contains control characters, and PostgreSQL does not accept
			// NUL.
			if (values[0].chars().anyMatch(Character::isISOControl)) {
				throw ApiError.invalid(parameter, "'" + parameter + "' holds a control character.").refused();
			}
			if (!values[0].isEmpty()) {
				first(schema.validate(value(schema, values[0])), parameter);
			}
		});
	}

	/**
	 * Converts a parameter to a number when the schema requires one and the text is one.
	 */
	private static JsonNode value(JsonSchema schema, String text) {
		boolean integer = schema.getSchemaNode().path("type").asText().equals("integer");
		if (integer && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
			return JsonNodeFactory.instance.numberNode(Long.parseLong(text));
		}
		return JsonNodeFactory.instance.textNode(text);
	}

	private static void first(Set<ValidationMessage> faults, String root) {
		Iterator<ValidationMessage> all = faults.iterator();
		if (all.hasNext()) {
			throw refusal(all.next(), root);
		}
	}

	private static CallRefused refusal(ValidationMessage fault, String root) {
		String field = field(fault.getInstanceLocation(), root);
		String keyword = String.valueOf(fault.getType());
		String inner = fault.getProperty();
		return switch (keyword) {
			case "required" -> ApiError
				.invalid(within(field, inner), "missing_required_parameter", within(field, inner) + " is missing.")
				.refused();
			case "additionalProperties",
					"unevaluatedProperties" ->
				ApiError
					.invalid(within(field, inner), "unknown_parameter",
							"There is no field " + within(field, inner) + " here.")
					.refused();
			case "type" -> (fault.getInstanceNode() != null && fault.getInstanceNode().isNull())
					? ApiError.invalid(field, "missing_required_parameter", field + " is missing.").refused()
					: ApiError.invalid(field, "invalid_type", field + " must be of type " + rule(fault, "type") + ".")
						.refused();
			default ->
				ApiError.invalid(field, field + " breaks the rule " + keyword + ": " + rule(fault, keyword) + ".")
					.refused();
		};
	}

	private static String rule(ValidationMessage fault, String keyword) {
		JsonNode schema = fault.getSchemaNode();
		JsonNode rule = (schema != null && schema.isObject() && schema.has(keyword)) ? schema.get(keyword) : schema;
		if (rule != null && rule.isArray()) {
			StringBuilder list = new StringBuilder();
			rule.forEach(item -> list.append(list.isEmpty() ? "" : ", ").append(item.asText()));
			return list.toString();
		}
		return (rule != null && rule.isValueNode()) ? rule.asText() : keyword;
	}

	private static String within(String field, @Nullable String inner) {
		return (field.isEmpty() || inner == null) ? String.valueOf(inner) : field + "." + inner;
	}

	/** Returns a field's path such as {@code messages[0].role}. */
	private static String field(JsonNodePath path, String root) {
		StringBuilder name = new StringBuilder(root);
		for (int i = 0; i < path.getNameCount(); i++) {
			Object element = path.getElement(i);
			if (element instanceof Integer index) {
				name.append('[').append(index).append(']');
			}
			else {
				name.append(name.isEmpty() ? "" : ".").append(element);
			}
		}
		return name.toString();
	}

	@Override
	public String toString() {
		return this.name;
	}

}
