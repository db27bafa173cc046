package dev.serai.gateway.catalog;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The dialects of a provider: one for all its models, and what differs for some of them.
 * A model's dialect is merged into the provider's: blocks of fields are merged, lists are
 * added to, other values replace, and null takes a field out. Media types and allowed
 * values replace, too.
 */
public final class Dialects {

	/** No deviations, whatever the model. */
	public static final Dialects NONE = new Dialects(JsonNodeFactory.instance.objectNode());

	private static final Set<String> REPLACED = Set.of("images", "documents", "allowed");

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
		.disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
		.build();

	private final JsonNode general;

	private final List<Variant> variants = new ArrayList<>();

	private final Map<JsonNode, Dialect> read = new ConcurrentHashMap<>();

	/**
	 * @param configured the block {@code dialect} of a provider, which its schema
	 * accepts; may be null in JSON's sense
	 */
	public Dialects(JsonNode configured) {
		ObjectNode fields = configured.isObject() ? configured.deepCopy() : JsonNodeFactory.instance.objectNode();
		JsonNode models = fields.remove("models");
		this.general = fields;
		if (models != null) {
			for (JsonNode model : models) {
				ObjectNode deviations = model.deepCopy();
				List<String> names = new ArrayList<>();
				deviations.remove("match").forEach(name -> names.add(name.asText()));
				this.variants.add(new Variant(names, deviations));
			}
		}
	}

	/**
	 * Returns a model's dialect.
	 * @param model its name at the provider
	 */
	public Dialect of(String model) {
		JsonNode merged = this.general;
		for (Variant variant : this.variants) {
			if (variant.names().stream().anyMatch(name -> Wildcards.matches(name, model))) {
				merged = merge(merged, variant.deviations(), true);
			}
		}
		return merged.isEmpty() ? Dialect.NONE : this.read.computeIfAbsent(merged, Dialects::read);
	}

	private static Dialect read(JsonNode merged) {
		try {
			return MAPPER.treeToValue(merged, Dialect.class);
		}
		catch (JsonProcessingException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * @param lists whether lists are added to
	 */
	private static JsonNode merge(JsonNode target, JsonNode patch, boolean lists) {
		if (lists && patch.isArray() && target.isArray()) {
			ArrayNode both = target.deepCopy();
			patch.forEach(both::add);
			return both;
		}
		if (!patch.isObject()) {
			return patch;
		}
		ObjectNode merged = target.isObject() ? target.deepCopy() : JsonNodeFactory.instance.objectNode();
		patch.properties().forEach(field -> {
			String name = field.getKey();
			if (field.getValue().isNull()) {
				merged.remove(name);
			}
			else {
				merged.set(name, merge(merged.path(name), field.getValue(), lists && !REPLACED.contains(name)));
			}
		});
		return merged;
	}

	/**
	 * What differs for some models.
	 *
	 * @param names their names at the provider; {@code *} stands for any characters
	 */
	private record Variant(List<String> names, ObjectNode deviations) {
	}

}
