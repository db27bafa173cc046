package dev.serai.platform.contract;

import java.util.Locale;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;

/**
 * Extracts a document's schemas, each with only the definitions that it refers to; the
 * validator would otherwise keep the whole document for each. Recursive schemas are not
 * supported.
 */
public final class Schemas {

	private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder()
		.failFast(true)
		.pathType(PathType.JSON_POINTER)
		.locale(Locale.ROOT)
		.typeLoose(false)
		.build();

	private final JsonSchemaFactory factory = JsonSchemaFactory.getInstance(VersionFlag.V202012);

	private final JsonNode document;

	public Schemas(JsonNode document) {
		this.document = document;
	}

	/** Returns the validator for a part of the document. */
	public JsonSchema schema(JsonNode part) {
		JsonSchema schema = this.factory.getSchema(whole(part), CONFIG);
		schema.initializeValidators();
		return schema;
	}

	/** Returns a part of the document with its references resolved. */
	public JsonNode whole(JsonNode part) {
		if (part.has("$ref")) {
			return whole(this.document.at(JsonPointer.compile(part.path("$ref").asText().substring(1))));
		}
		if (part instanceof ObjectNode object) {
			ObjectNode copy = JsonNodeFactory.instance.objectNode();
			object.properties().forEach(member -> copy.set(member.getKey(), whole(member.getValue())));
			return copy;
		}
		if (part instanceof ArrayNode array) {
			ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
			array.forEach(item -> copy.add(whole(item)));
			return copy;
		}
		return part;
	}

}
