package dev.serai.admin;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.call.ApiError;
import dev.serai.call.CallRefused;
import dev.serai.ingress.openai.StrictJson;
import org.jspecify.annotations.Nullable;

/**
 * What an operator sends: a JSON object of known fields, each of its own type. Anything
 * else is refused with 400 that names the field, so that nothing is set that was not
 * meant to be. Null counts as absent.
 */
public final class Body {

	private static final int UUID_LENGTH = 36;

	private final ObjectNode object;

	private Body(ObjectNode object) {
		this.object = object;
	}

	/**
	 * @throws CallRefused 400 for what is no JSON object, or has other fields
	 */
	public static Body of(byte[] json, Set<String> known) {
		ObjectNode object = StrictJson.object(json);
		object.fieldNames().forEachRemaining(name -> {
			if (!known.contains(name)) {
				throw ApiError
					.invalid(name, "unknown_parameter",
							"There is no such field here; there are " + known.stream().sorted().toList() + ".")
					.refused();
			}
		});
		return new Body(object);
	}

	public @Nullable String text(String name) {
		JsonNode value = get(name);
		return (value != null) ? text(name, value, "a string") : null;
	}

	public @Nullable Boolean flag(String name) {
		JsonNode value = get(name);
		if (value != null && !value.isBoolean()) {
			throw wrongType(name, "true or false");
		}
		return (value != null) ? value.booleanValue() : null;
	}

	/** A list of texts; null when there is none. */
	public @Nullable List<String> texts(String name) {
		JsonNode value = get(name);
		if (value == null) {
			return null;
		}
		if (!value.isArray()) {
			throw wrongType(name, "a list of strings");
		}
		List<String> texts = new ArrayList<>(value.size());
		value.forEach(item -> texts.add(text(name, item, "a list of strings")));
		return texts;
	}

	/** A list of whole numbers; null when there is none. */
	public @Nullable List<Integer> wholes(String name) {
		JsonNode value = get(name);
		if (value == null) {
			return null;
		}
		if (!value.isArray()) {
			throw wrongType(name, "a list of whole numbers");
		}
		List<Integer> wholes = new ArrayList<>(value.size());
		value.forEach(item -> {
			if (!item.isIntegralNumber() || !item.canConvertToInt()) {
				throw wrongType(name, "a list of whole numbers");
			}
			wholes.add(item.intValue());
		});
		return wholes;
	}

	public @Nullable UUID id(String name) {
		String text = text(name);
		if (text == null) {
			return null;
		}
		try {
			if (text.length() == UUID_LENGTH) {
				return UUID.fromString(text);
			}
		}
		catch (IllegalArgumentException ex) {
			// Told below, like any other text that is no id.
		}
		throw ApiError.invalid(name, "'" + name + "' must be a UUID.").refused();
	}

	public @Nullable Instant moment(String name) {
		String text = text(name);
		try {
			return (text != null) ? OffsetDateTime.parse(text).toInstant() : null;
		}
		catch (DateTimeParseException ex) {
			throw ApiError.invalid(name, "'" + name + "' must be a time like 2027-01-31T08:00:00Z.").refused();
		}
	}

	/** A whole number; null when there is none. */
	public @Nullable Long count(String name) {
		JsonNode value = get(name);
		if (value == null) {
			return null;
		}
		if (!value.isIntegralNumber() || !value.canConvertToLong()) {
			throw wrongType(name, "a whole number");
		}
		return value.longValue();
	}

	private @Nullable JsonNode get(String name) {
		JsonNode value = this.object.get(name);
		return (value == null || value.isNull()) ? null : value;
	}

	private static String text(String name, JsonNode value, String type) {
		if (!value.isTextual()) {
			throw wrongType(name, type);
		}
		return value.textValue();
	}

	private static CallRefused wrongType(String name, String type) {
		return ApiError.invalid(name, "invalid_type", "'" + name + "' must be " + type + ".").refused();
	}

}
