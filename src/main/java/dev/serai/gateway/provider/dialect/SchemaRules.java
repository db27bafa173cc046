package dev.serai.gateway.provider.dialect;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.catalog.Dialect.Answers;
import dev.serai.gateway.catalog.Dialect.Combinators;
import dev.serai.gateway.catalog.Dialect.Schemas;
import dev.serai.gateway.catalog.Dialect.Strict;

/**
 * Rewrites JSON schemas for a provider as its own SDK does: a keyword that is refused
 * becomes a sentence of the description, which the model reads; {@code const} becomes an
 * {@code enum} of one value and {@code oneOf} an {@code anyOf} where those are accepted.
 */
@SuppressWarnings("ReferenceEquality") // what no rule is about stays the same object
public final class SchemaRules {

	private static final Set<String> MAPS = Set.of("properties", "patternProperties", "$defs", "definitions",
			"dependentSchemas");

	private static final Set<String> SINGLE = Set.of("items", "additionalProperties", "not", "if", "then", "else",
			"contains", "propertyNames", "unevaluatedItems", "unevaluatedProperties", "additionalItems");

	private static final Set<String> LISTS = Set.of("anyOf", "oneOf", "allOf", "prefixItems", "items");

	private static final List<String> COMBINATORS = List.of("allOf", "anyOf", "oneOf");

	private static final String ADDITIONAL = "additionalProperties";

	private final Schemas rules;

	private final Set<String> changed = new LinkedHashSet<>();

	public SchemaRules(Schemas rules) {
		this.rules = rules;
	}

	/** Returns the keywords that were rewritten so far. */
	Set<String> changed() {
		return this.changed;
	}

	/**
	 * Returns the schema of a tool's parameters; the same one where nothing changes. It
	 * always is an object with properties, because many providers refuse a tool without.
	 * @param schema may be absent
	 */
	public JsonNode ofTool(JsonNode schema, boolean strict) {
		if (schema.isMissingNode() || schema.isNull() || schema.isEmpty()) {
			ObjectNode none = JsonNodeFactory.instance.objectNode().put("type", "object");
			none.putObject("properties");
			return none;
		}
		if (schema.path("type").asText("").equals("object") && !schema.has("properties")
				&& COMBINATORS.stream().noneMatch(schema::has) && !schema.has("$ref")) {
			ObjectNode empty = schema.deepCopy();
			empty.putObject("properties");
			return ofTool(empty, strict);
		}
		JsonNode rooted = (this.rules.combinators() == Combinators.MERGED && schema.isObject())
				? withoutCombinators(schema) : schema;
		boolean checked = (this.rules.strict() == Strict.KEPT) ? strict : this.rules.strict() == Strict.ALWAYS;
		return checked ? rewritten(rooted, this.rules.closed()) : rooted;
	}

	/** Returns whether tools are not marked as strict. */
	public boolean dropsStrict() {
		return this.rules.strict() != Strict.KEPT;
	}

	/** Returns the schema of an answer; the same one where nothing changes. */
	public JsonNode ofAnswer(JsonNode schema, boolean strict) {
		return (strict || this.rules.answers() == Answers.ALL) ? rewritten(schema, this.rules.closed()) : schema;
	}

	private JsonNode rewritten(JsonNode schema, boolean close) {
		if (!(schema instanceof ObjectNode object)) {
			return schema;
		}
		ObjectNode copy = JsonNodeFactory.instance.objectNode();
		List<String> described = new ArrayList<>();
		boolean same = true;
		for (Map.Entry<String, JsonNode> field : object.properties()) {
			String keyword = field.getKey();
			if (!this.rules.unsupported().contains(keyword)) {
				JsonNode value = below(keyword, field.getValue(), close);
				copy.set(keyword, value);
				same &= value == field.getValue();
				continue;
			}
			same = false;
			this.changed.add(keyword);
			if (keyword.equals("const") && !this.rules.unsupported().contains("enum")) {
				copy.putArray("enum").add(field.getValue());
			}
			else if (keyword.equals("oneOf") && !this.rules.unsupported().contains("anyOf") && !object.has("anyOf")) {
				copy.set("anyOf", below("anyOf", field.getValue(), close));
			}
			else {
				described.add(keyword + ": " + field.getValue());
			}
		}
		if (!described.isEmpty()) {
			describe(copy, "{" + String.join(", ", described) + "}");
		}
		if (close && isObject(object) && !object.path(ADDITIONAL).isObject()
				&& !(object.path(ADDITIONAL).isBoolean() && !object.path(ADDITIONAL).booleanValue())) {
			copy.put(ADDITIONAL, false);
			this.changed.add(ADDITIONAL);
			same = false;
		}
		return same ? schema : copy;
	}

	private JsonNode below(String keyword, JsonNode value, boolean close) {
		if (value.isObject() && MAPS.contains(keyword)) {
			ObjectNode copy = JsonNodeFactory.instance.objectNode();
			boolean same = true;
			for (Map.Entry<String, JsonNode> entry : value.properties()) {
				JsonNode inner = rewritten(entry.getValue(), close);
				copy.set(entry.getKey(), inner);
				same &= inner == entry.getValue();
			}
			return same ? value : copy;
		}
		if (value.isObject() && SINGLE.contains(keyword)) {
			return rewritten(value, close);
		}
		if (value.isArray() && LISTS.contains(keyword)) {
			ArrayNode copy = JsonNodeFactory.instance.arrayNode(value.size());
			boolean same = true;
			for (JsonNode entry : value) {
				JsonNode inner = rewritten(entry, close);
				copy.add(inner);
				same &= inner == entry;
			}
			return same ? value : copy;
		}
		return value;
	}

	private static void describe(ObjectNode schema, String what) {
		String given = schema.path("description").asText("");
		schema.put("description", given.isEmpty() ? what : given + "\n\n" + what);
	}

	private static boolean isObject(ObjectNode schema) {
		JsonNode type = schema.path("type");
		if (type.isArray()) {
			for (JsonNode entry : type) {
				if (entry.asText("").equals("object")) {
					return true;
				}
			}
			return false;
		}
		return type.isMissingNode() ? schema.has("properties") : type.asText("").equals("object");
	}

	/**
	 * Returns a schema whose top is an object without combinators: it has the properties
	 * of all alternatives, and requires those that every alternative requires. The
	 * alternatives themselves are described in words.
	 */
	private JsonNode withoutCombinators(JsonNode schema) {
		if (COMBINATORS.stream().noneMatch(schema::has)) {
			return schema;
		}
		ObjectNode merged = schema.deepCopy();
		merged.put("type", "object");
		ObjectNode properties = merged.withObjectProperty("properties");
		Set<String> required = new LinkedHashSet<>();
		merged.path("required").forEach(name -> required.add(name.asText()));
		for (String combinator : COMBINATORS) {
			JsonNode alternatives = merged.remove(combinator);
			if (alternatives == null) {
				continue;
			}
			this.changed.add(combinator);
			Set<String> inAll = null;
			for (JsonNode alternative : alternatives) {
				JsonNode variant = resolved(alternative, schema);
				variant.path("properties").properties().forEach(field -> {
					if (!properties.has(field.getKey())) {
						properties.set(field.getKey(), field.getValue());
					}
				});
				Set<String> own = new LinkedHashSet<>();
				variant.path("required").forEach(name -> own.add(name.asText()));
				if (combinator.equals("allOf")) {
					required.addAll(own);
				}
				else if (inAll == null) {
					inAll = own;
				}
				else {
					inAll.retainAll(own);
				}
			}
			if (inAll != null) {
				required.addAll(inAll);
			}
			if (!combinator.equals("allOf")) {
				describe(merged, "{" + combinator + ": " + alternatives + "}");
			}
		}
		merged.remove("required");
		if (!required.isEmpty()) {
			required.forEach(merged.putArray("required")::add);
		}
		return merged;
	}

	/** Follows a reference to the schema's own definitions. */
	private static JsonNode resolved(JsonNode alternative, JsonNode root) {
		String reference = alternative.path("$ref").asText("");
		return reference.startsWith("#/") ? root.at(reference.substring(1)) : alternative;
	}

}
