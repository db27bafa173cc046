package dev.serai.admin.organisation;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.call.NameRule;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import dev.serai.platform.json.StrictJson;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request body: a JSON object of known fields, each with its type. Anything else
 * is refused with 400 that names the field, so that no setting changes by mistake. Null
 * counts as absent, except for {@link #has}.
 */
public final class Body {

	/** The maximum length of a name, in characters. */
	public static final int LONGEST_NAME = 100;

	private static final int UUID_LENGTH = 36;

	private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

	private static final int LONGEST_NUMBER = 30;

	private final ObjectNode object;

	/** The prefix of field names in error messages. */
	private final String path;

	private Body(ObjectNode object, String path) {
		this.object = object;
		this.path = path;
	}

	/**
	 * @throws CallRefused 400 for a body that is no JSON object or has unknown fields
	 */
	public static Body of(byte[] json, Set<String> known) {
		return of(StrictJson.object(json), known, "");
	}

	private static Body of(ObjectNode object, Set<String> known, String path) {
		object.fieldNames().forEachRemaining(name -> {
			if (!known.contains(name)) {
				throw ApiError
					.invalid(path + name, "unknown_parameter",
							"Unknown field; the fields are " + known.stream().sorted().toList() + ".")
					.refused();
			}
		});
		return new Body(object, path);
	}

	/** Whether the field was sent, possibly as null. */
	public boolean has(String name) {
		return this.object.has(name);
	}

	/**
	 * Returns the name of a team, key or the like.
	 * @throws CallRefused 400 when it is absent, blank, longer than
	 * {@value #LONGEST_NAME} characters or contains one that {@link NameRule} refuses
	 */
	public String name(String name) {
		String text = text(name);
		String stripped = (text != null) ? NameRule.stripped(text) : "";
		if (!isPlain(stripped, LONGEST_NAME)) {
			throw ApiError
				.invalid(at(name),
						"'" + name + "' must have 1 to " + LONGEST_NAME + " characters, " + NameRule.HINT + ".")
				.refused();
		}
		return stripped;
	}

	/**
	 * Returns a text of limited length with only the characters that {@link NameRule}
	 * allows; null when it is absent.
	 */
	public @Nullable String plain(String name, int longest) {
		String text = text(name);
		if (text != null && !isPlain(text, longest)) {
			throw ApiError
				.invalid(at(name), "'" + name + "' must have 1 to " + longest + " characters, " + NameRule.HINT + ".")
				.refused();
		}
		return text;
	}

	/**
	 * Returns a set of such texts; empty when it is absent.
	 * @param what the name of the elements for people
	 */
	public Set<String> plains(String name, int most, int longest, String what) {
		List<String> texts = texts(name);
		if (texts == null) {
			return Set.of();
		}
		if (texts.size() > most || !texts.stream().allMatch(text -> isPlain(text, longest))) {
			throw ApiError.invalid(at(name), "'" + name + "' must be at most " + most + " " + what + ".").refused();
		}
		return Set.copyOf(texts);
	}

	private static boolean isPlain(String text, int longest) {
		return !NameRule.stripped(text).isEmpty() && text.codePointCount(0, text.length()) <= longest
				&& NameRule.isVisible(text);
	}

	/** Returns a time zone by its IANA name; null when it is absent. */
	public @Nullable ZoneId zone(String name) {
		String text = text(name);
		if (text == null) {
			return null;
		}
		if (!text.equals("UTC") && !ZoneId.getAvailableZoneIds().contains(text)) {
			throw ApiError.invalid(at(name), "'" + name + "' must be a time zone like Europe/Berlin.").refused();
		}
		return ZoneId.of(text);
	}

	/** Returns an integer of 1 or more; null when it is absent. */
	public @Nullable Integer count(String name) {
		JsonNode value = get(name);
		if (value == null) {
			return null;
		}
		if (!value.isIntegralNumber()) {
			throw wrongType(at(name), "a whole number");
		}
		if (!value.canConvertToInt() || value.intValue() < 1) {
			throw ApiError.invalid(at(name), "'" + name + "' must be from 1 to " + Integer.MAX_VALUE + ".").refused();
		}
		return value.intValue();
	}

	/** Returns an integer or decimal number; null when it is absent. */
	public @Nullable BigDecimal number(String name) {
		JsonNode value = get(name);
		if (value == null) {
			return null;
		}
		if (!value.isNumber()) {
			throw wrongType(at(name), "a number");
		}
		return decimal(name, value.asText());
	}

	/**
	 * Returns an amount of money: a decimal of 0 or more, sent as a string to keep it
	 * exact; null when it is absent.
	 */
	public @Nullable BigDecimal amount(String name) {
		String text = text(name);
		if (text == null) {
			return null;
		}
		if (text.isEmpty() || !text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.')) {
			throw ApiError.invalid(at(name), "'" + name + "' must be a decimal number from 0, as a string.").refused();
		}
		return decimal(name, text);
	}

	private BigDecimal decimal(String name, String text) {
		try {
			if (text.length() <= LONGEST_NUMBER) {
				return new BigDecimal(text);
			}
		}
		catch (NumberFormatException ex) {
			// Reported below, like one that is too long.
		}
		throw ApiError
			.invalid(at(name), "'" + name + "' must be a number of at most " + LONGEST_NUMBER + " characters.")
			.refused();
	}

	/**
	 * Returns a duration such as {@code PT24H}, from 0 to the given maximum; null when it
	 * is absent.
	 */
	public @Nullable Duration duration(String name, Duration longest) {
		String text = text(name);
		if (text == null) {
			return null;
		}
		try {
			Duration duration = Duration.parse(text);
			if (!duration.isNegative() && duration.compareTo(longest) <= 0) {
				return duration;
			}
		}
		catch (DateTimeException ex) {
			// Reported below, like one out of range.
		}
		throw ApiError.invalid(at(name), "'" + name + "' must be from PT0S to " + longest + ", like PT24H.").refused();
	}

	/** Returns a nested object; null when it is absent. */
	public @Nullable Body object(String name, Set<String> known) {
		JsonNode value = get(name);
		if (value == null) {
			return null;
		}
		if (!(value instanceof ObjectNode inner)) {
			throw wrongType(at(name), "an object");
		}
		return of(inner, known, at(name) + ".");
	}

	public @Nullable String text(String name) {
		JsonNode value = get(name);
		return (value != null) ? text(at(name), value, "a string") : null;
	}

	public @Nullable Boolean flag(String name) {
		JsonNode value = get(name);
		if (value != null && !value.isBoolean()) {
			throw wrongType(at(name), "true or false");
		}
		return (value != null) ? value.booleanValue() : null;
	}

	/** Returns a list of texts; null when it is absent. */
	public @Nullable List<String> texts(String name) {
		JsonNode value = get(name);
		if (value == null) {
			return null;
		}
		if (!value.isArray()) {
			throw wrongType(at(name), "a list of strings");
		}
		List<String> texts = new ArrayList<>(value.size());
		value.forEach(item -> texts.add(text(at(name), item, "a list of strings")));
		return texts;
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
			// Reported below, like any other text that is no id.
		}
		throw ApiError.invalid(at(name), "'" + name + "' must be a UUID.").refused();
	}

	/**
	 * Returns a time from 1970 to 9999, the range of the database and of common notation;
	 * null when it is absent.
	 */
	public @Nullable Instant moment(String name) {
		String text = text(name);
		if (text == null) {
			return null;
		}
		try {
			Instant moment = OffsetDateTime.parse(text).toInstant();
			if (!moment.isBefore(Instant.EPOCH) && moment.isBefore(END_OF_TIME)) {
				return moment;
			}
		}
		catch (DateTimeException ex) {
			// Reported below, like one out of range.
		}
		throw ApiError.invalid(at(name), "'" + name + "' must be a time like 2027-01-31T08:00:00Z.").refused();
	}

	/** Returns an integer; null when it is absent. */
	public @Nullable Long whole(String name) {
		JsonNode value = get(name);
		if (value == null) {
			return null;
		}
		if (!value.isIntegralNumber() || !value.canConvertToLong()) {
			throw wrongType(at(name), "a whole number");
		}
		return value.longValue();
	}

	/** Returns a field's path for error messages, including the enclosing object. */
	public String at(String name) {
		return this.path + name;
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
