package dev.serai.platform.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;

/**
 * The OpenAPI document of the data, administration and analytics API. The schemas shown
 * at {@code /docs} are the ones that validate requests here.
 */
public final class Contract {

	private static final String FILE = "/openapi/serai.yaml";

	private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

	private final String json;

	private static final String API = "/api/";

	private final Map<String, Operation> operations = new LinkedHashMap<>();

	private final List<ApiOperation> apiOperations = new ArrayList<>();

	private Contract(JsonNode document) {
		this.json = document.toString();
		Schemas schemas = new Schemas(document);
		document.path("paths")
			.properties()
			.forEach(path -> path.getValue()
				.properties()
				.stream()
				.filter(member -> METHODS.contains(member.getKey()))
				.forEach(member -> {
					String name = name(member.getKey(), path.getKey());
					Operation operation = operation(name, schemas, member.getValue());
					this.operations.put(name, operation);
					if (path.getKey().startsWith(API)) {
						this.apiOperations
							.add(apiOperation(member.getKey(), path.getKey(), member.getValue(), operation));
					}
				}));
	}

	/** Returns the built-in contract. */
	public static Contract builtIn() {
		ObjectMapper yaml = YAMLMapper.builder().build();
		try (InputStream file = Contract.class.getResourceAsStream(FILE)) {
			return new Contract(yaml.readTree(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Operation operation(String name, Schemas schemas, JsonNode operation) {
		Map<String, JsonSchema> query = new LinkedHashMap<>();
		operation.path("parameters").forEach(reference -> {
			JsonNode parameter = schemas.whole(reference);
			if (parameter.path("in").asText().equals("query")) {
				query.put(parameter.path("name").asText(), schemas.schema(parameter.path("schema")));
			}
		});
		JsonNode content = operation.at("/requestBody/content/application~1json/schema");
		return new Operation(name, content.isMissingNode() ? null : schemas.schema(content), query);
	}

	private static ApiOperation apiOperation(String method, String path, JsonNode declared, Operation operation) {
		String id = declared.path("operationId").asText();
		JsonNode role = declared.path("x-serai-role");
		if (role.isMissingNode()) {
			throw new IllegalStateException("The contract does not say who may use the operation " + id);
		}
		return new ApiOperation(id, method.toUpperCase(Locale.ROOT), path, declared.path("summary").asText(),
				role.asText(), operation.takesBody());
	}

	private static String name(String method, String path) {
		return method.toUpperCase(Locale.ROOT) + " " + path;
	}

	/**
	 * Returns the operation that validates requests of a method and path.
	 * @param method in any case
	 * @param path the template, for instance {@code /api/keys/{id}}
	 * @throws IllegalArgumentException when the document does not contain it
	 */
	public Operation operation(String method, String path) {
		Operation operation = this.operations.get(name(method, path));
		if (operation == null) {
			throw new IllegalArgumentException("The contract has no " + name(method, path));
		}
		return operation;
	}

	/**
	 * Returns the method and path of each operation, for instance {@code POST
	 * /api/teams}.
	 */
	public Set<String> operations() {
		return Set.copyOf(this.operations.keySet());
	}

	/** Returns the operations under {@code /api}, in the document's order. */
	public List<ApiOperation> apiOperations() {
		return List.copyOf(this.apiOperations);
	}

	/** Returns the document as JSON text. */
	public String json() {
		return this.json;
	}

}
