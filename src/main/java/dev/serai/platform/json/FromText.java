package dev.serai.platform.json;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.function.Function;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;

/**
 * Reads a value from the one form of text that the API documents. Jackson's own readers
 * accept more: an empty text as null, a number as a time.
 */
final class FromText<T> extends JsonDeserializer<T> {

	private static final int UUID_LENGTH = 36;

	private static final int LONGEST_NUMBER = 30;

	/** The range of the database and of common notation. */
	private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

	private final Class<T> type;

	private final Function<String, T> parse;

	private final String form;

	/**
	 * @param form what a text must be, for the error message
	 */
	private FromText(Class<T> type, Function<String, T> parse, String form) {
		this.type = type;
		this.parse = parse;
		this.form = form;
	}

	static SimpleModule module() {
		SimpleModule module = new SimpleModule("values from text");
		add(module, UUID.class, FromText::uuid, "must be a UUID");
		add(module, Instant.class, FromText::instant,
				"must be a date like 2027-01-31 or a time like 2027-01-31T08:00:00Z");
		add(module, Duration.class, Duration::parse, "must be a duration like PT24H");
		add(module, ZoneId.class, FromText::zone, "must be a time zone like Europe/Berlin");
		add(module, BigDecimal.class, FromText::decimal,
				"must be a decimal number of at most " + LONGEST_NUMBER + " characters");
		return module;
	}

	private static <T> void add(SimpleModule module, Class<T> type, Function<String, T> parse, String form) {
		module.addDeserializer(type, new FromText<>(type, parse, form))
			.addSerializer(type, ToStringSerializer.instance);
	}

	@Override
	public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
		try {
			return this.parse.apply(parser.getText());
		}
		catch (DateTimeException | IllegalArgumentException ex) {
			throw ValueInstantiationException.from(parser, this.form, context.constructType(this.type),
					new IllegalArgumentException(this.form, ex));
		}
	}

	private static UUID uuid(String text) {
		must(text.length() == UUID_LENGTH);
		return UUID.fromString(text);
	}

	/** A date begins in UTC. */
	private static Instant instant(String text) {
		Instant instant = (text.indexOf('T') < 0) ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
				: OffsetDateTime.parse(text).toInstant();
		must(!instant.isBefore(Instant.EPOCH) && instant.isBefore(END_OF_TIME));
		return instant;
	}

	private static ZoneId zone(String text) {
		must(text.equals("UTC") || ZoneId.getAvailableZoneIds().contains(text));
		return ZoneId.of(text);
	}

	private static BigDecimal decimal(String text) {
		must(text.length() <= LONGEST_NUMBER);
		BigDecimal number = new BigDecimal(text);
		must(Math.abs(number.scale()) <= LONGEST_NUMBER);
		return number;
	}

	private static void must(boolean allowed) {
		if (!allowed) {
			throw new IllegalArgumentException();
		}
	}

}
