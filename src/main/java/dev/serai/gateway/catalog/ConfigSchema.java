package dev.serai.gateway.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.serai.platform.error.NearestName;

/**
 * The JSON schema of a configuration file, which editors use, too. The {@code
 * errorMessage} explains rules that the keywords alone do not express well; a value that
 * is {@code writeOnly} may be a secret and is not repeated in errors.
 */
final class ConfigSchema {

	private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder()
		.pathType(PathType.JSON_POINTER)
		.locale(Locale.ROOT)
		.formatAssertionsEnabled(true)
		.errorMessageKeyword("errorMessage")
		.build();

	private static final Map<String, String> TYPES = Map.of("array", "a list", "object", "a block of fields", "string",
			"a text", "integer", "a whole number", "number", "a number", "boolean", "true or false");

	private static final Map<String, ConfigSchema> READ = new ConcurrentHashMap<>();

	private final JsonNode document;

	private final JsonSchema schema;

	private ConfigSchema(JsonNode document) {
		this.document = document;
		this.schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(document, CONFIG);
	}

	/** Returns the schema of a file, for instance {@code models.yaml}. */
	static ConfigSchema of(String file) {
		return READ.computeIfAbsent("/config-defaults/schemas/" + file.replace(".yaml", ".schema.json"), name -> {
			try (InputStream content = ConfigSchema.class.getResourceAsStream(name)) {
				return new ConfigSchema(new ObjectMapper().readTree(content));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
	}

	/**
	 * Returns the errors by place, one each. Missing fields come last, because they may
	 * have been misspelt.
	 */
	Map<JsonPointer, String> faults(JsonNode content) {
		Map<JsonPointer, String> faults = new LinkedHashMap<>();
		List<ValidationMessage> found = new ArrayList<>(this.schema.validate(content));
		found.sort(Comparator.comparing(fault -> fault.getType().equals("required")));
		for (ValidationMessage fault : found) {
			JsonPointer place = JsonPointer.compile(fault.getInstanceLocation().toString());
			// A missing choice of several fields is one error: that of the choice.
			String keyword = fault.getSchemaLocation().getFragment().toString().replaceFirst("/anyOf/.*", "/anyOf");
			JsonNode rules = this.document.at(JsonPointer.compile(keyword).head());
			if (fault.getProperty() == null || rules.has("errorMessage")) {
				faults.putIfAbsent(place, ofValue(fault, rules));
			}
			else {
				faults.putIfAbsent(place.appendProperty(fault.getProperty()), ofField(fault, rules));
			}
		}
		return faults;
	}

	private static String ofField(ValidationMessage fault, JsonNode rules) {
		String field = fault.getProperty();
		return switch (fault.getType()) {
			case "required" -> {
				JsonNode title = rules.path("properties").path(field).path("title");
				yield "it is missing; add it" + (title.isMissingNode() ? "" : ", " + title.asText());
			}
			case "propertyNames" -> "the name must be " + fault.getSchemaNode().path("errorMessage").asText();
			default -> {
				List<String> known = rules.path("properties").propertyStream().map(Map.Entry::getKey).sorted().toList();
				yield "there is no such field in " + rules.path("title").asText() + "; it has " + known
						+ NearestName.hint(field, known);
			}
		};
	}

	private static String ofValue(ValidationMessage fault, JsonNode rules) {
		JsonNode value = fault.getInstanceNode();
		String rule = rules.has("errorMessage") ? rules.path("errorMessage").asText() : rule(fault, rules);
		if (fault.getType().equals("required")) {
			return rule;
		}
		if (value.isNull()) {
			return "it has no value; it must be " + rule;
		}
		return (rules.path("writeOnly").asBoolean() ? "" : "it is " + text(value) + "; ") + "it must be " + rule;
	}

	private static String rule(ValidationMessage fault, JsonNode rules) {
		JsonNode least = rules.path("minimum");
		return switch (fault.getType()) {
			case "type" -> rules.path("type").isTextual() ? TYPES.get(rules.path("type").asText())
					: texts(rules.path("type")).filter(TYPES::containsKey)
						.map(TYPES::get)
						.collect(Collectors.joining(" or "));
			case "enum" -> NearestName.oneOf(text(fault.getInstanceNode()), texts(rules.path("enum")).toList());
			case "minItems" -> "a list of at least one";
			case "uniqueItems" -> "a list with each entry once";
			case "minimum", "exclusiveMinimum", "maximum" ->
				(least.isMissingNode() ? "more than " + rules.path("exclusiveMinimum").asText() + " and at most "
						: "from " + least.asText() + " to ") + rules.path("maximum").asText();
			default -> fault.getMessage();
		};
	}

	private static Stream<String> texts(JsonNode list) {
		return list.valueStream().map(ConfigSchema::text);
	}

	private static String text(JsonNode value) {
		return value.isObject() ? "a block of fields"
				: value.isArray() ? texts(value).toList().toString() : value.asText();
	}

}
