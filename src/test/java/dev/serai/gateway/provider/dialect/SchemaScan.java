package dev.serai.gateway.provider.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** Looks through a JSON schema with its subschemas. */
final class SchemaScan {

	private static final Set<String> MAPS = Set.of("properties", "$defs", "definitions", "patternProperties",
			"dependentSchemas");

	private static final Set<String> LISTS = Set.of("anyOf", "oneOf", "allOf", "prefixItems");

	private static final Set<String> SINGLE = Set.of("items", "additionalProperties", "not", "if", "then", "else",
			"contains", "propertyNames");

	private final List<Place> places = new ArrayList<>();

	private SchemaScan() {
	}

	/**
	 * A schema or subschema.
	 *
	 * @param path the steps to it, as OpenAI's messages name them
	 */
	record Place(JsonNode schema, List<String> path) {

		boolean isObject() {
			return this.schema.path("type").toString().contains("object") || this.schema.has("properties");
		}

		/** OpenAI's form of the path. */
		String context() {
			List<String> quoted = this.path.stream().map(step -> "'" + step + "'").toList();
			return "(" + String.join(", ", quoted) + ((quoted.size() == 1) ? ",)" : ")");
		}

	}

	/** Returns the schema and all its subschemas, from the top. */
	static List<Place> of(JsonNode schema) {
		SchemaScan scan = new SchemaScan();
		scan.visit(schema, List.of());
		return scan.places;
	}

	private void visit(JsonNode schema, List<String> path) {
		if (!schema.isObject()) {
			return;
		}
		this.places.add(new Place(schema, path));
		schema.properties().forEach(field -> {
			String keyword = field.getKey();
			JsonNode value = field.getValue();
			if (MAPS.contains(keyword)) {
				value.properties().forEach(inner -> visit(inner.getValue(), plus(path, keyword, inner.getKey())));
			}
			else if (LISTS.contains(keyword)) {
				for (int i = 0; i < value.size(); i++) {
					visit(value.get(i), plus(path, keyword, String.valueOf(i)));
				}
			}
			else if (SINGLE.contains(keyword)) {
				visit(value, plus(path, keyword));
			}
		});
	}

	private static List<String> plus(List<String> path, String... steps) {
		List<String> longer = new ArrayList<>(path);
		longer.addAll(List.of(steps));
		return longer;
	}

}
