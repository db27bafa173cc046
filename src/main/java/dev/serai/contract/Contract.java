package dev.serai.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;

/**
 * The OpenAPI document of the data, administration and analytics API. What it says of an
 * operation's request is what the operation accepts: the same schemas are shown at
 * {@code /docs} and checked here.
 */
public final class Contract {

	private static final String FILE = "/openapi/serai.yaml";

	private static final String LOCATION = "https://serai.dev/openapi";

	private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

	private final JsonNode document;

	private final String json;

	private final Map<String, Operation> operations = new LinkedHashMap<>();

	private Contract(JsonNode document) {
		this.document = document;
		this.json = document.toString();
		JsonSchemaFactory schemas = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012,
				builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(LOCATION, this.json))));
		SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
			.failFast(true)
			.pathType(PathType.JSON_POINTER)
			.locale(Locale.ROOT)
			.typeLoose(false)
			.build();
		document.path("paths")
			.properties()
			.forEach(path -> path.getValue()
				.properties()
				.stream()
				.filter(member -> METHODS.contains(member.getKey()))
				.forEach(member -> add(schemas, config, path.getKey(), member.getKey(), member.getValue())));
	}

	/** The contract that is built in. */
	public static Contract builtIn() {
		ObjectMapper yaml = YAMLMapper.builder().build();
		try (InputStream file = Contract.class.getResourceAsStream(FILE)) {
			return new Contract(yaml.readTree(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void add(JsonSchemaFactory schemas, SchemaValidatorsConfig config, String path, String method,
			JsonNode operation) {
		String at = "/paths/" + path.replace("~", "~0").replace("/", "~1") + "/" + method;
		Map<String, JsonSchema> query = new LinkedHashMap<>();
		JsonNode parameters = operation.path("parameters");
		for (int i = 0; i < parameters.size(); i++) {
			JsonNode parameter = resolved(parameters.get(i));
			if (parameter.path("in").asText().equals("query")) {
				String place = parameters.get(i).has("$ref") ? parameters.get(i).path("$ref").asText().substring(1)
						: at + "/parameters/" + i;
				query.put(parameter.path("name").asText(), schema(schemas, config, place + "/schema"));
			}
		}
		JsonNode content = operation.at("/requestBody/content/application~1json/schema");
		JsonSchema body = content.isMissingNode() ? null
				: schema(schemas, config, at + "/requestBody/content/application~1json/schema");
		this.operations.put(name(method, path), new Operation(name(method, path), body, query));
	}

	private JsonNode resolved(JsonNode node) {
		return node.has("$ref") ? this.document.at(JsonPointer.compile(node.path("$ref").asText().substring(1))) : node;
	}

	private static JsonSchema schema(JsonSchemaFactory schemas, SchemaValidatorsConfig config, String pointer) {
		JsonSchema schema = schemas.getSchema(SchemaLocation.of(LOCATION + "#" + pointer), config);
		schema.initializeValidators();
		return schema;
	}

	private static String name(String method, String path) {
		return method.toUpperCase(Locale.ROOT) + " " + path;
	}

	/**
	 * What a request of this kind may hold.
	 * @param method in any case
	 * @param path the template, for instance {@code /api/keys/{id}}
	 * @throws IllegalArgumentException when the document does not know it
	 */
	public Operation operation(String method, String path) {
		Operation operation = this.operations.get(name(method, path));
		if (operation == null) {
			throw new IllegalArgumentException("The contract has no " + name(method, path));
		}
		return operation;
	}

	/** Method and path of each operation, {@code POST /api/teams} for instance. */
	public Set<String> operations() {
		return Set.copyOf(this.operations.keySet());
	}

	/** The document. */
	public JsonNode document() {
		return this.document;
	}

	/** The document as JSON text. */
	public String json() {
		return this.json;
	}

}
