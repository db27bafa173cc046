package dev.serai.insight.analytics;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * Parses raw request parameters. A missing one is null; an invalid one ends with the
 * refusal 400 that names it.
 */
final class Parameters {

	/** The range that both PostgreSQL and a UUID of version 7 can represent. */
	static final Instant EARLIEST = Instant.EPOCH;

	static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

	private static final int USUAL_LIMIT = 50;

	private static final int HIGHEST_LIMIT = 500;

	private static final Pattern AMOUNT = Pattern.compile("\\d{1,12}(\\.\\d{1,12})?");

	private Parameters() {
	}

	/** Parses the cursor that a page starts after. */
	static @Nullable UUID cursor(@Nullable String before) {
		return (before == null) ? null : Cursor.read(before)
			.orElseThrow(() -> invalid("before", "'before' is not the 'next' of a page of this list."));
	}

	/** Parses the maximum size of a page. */
	static int limit(@Nullable String limit) {
		if (limit == null) {
			return USUAL_LIMIT;
		}
		try {
			int size = Integer.parseInt(limit);
			if (size >= 1 && size <= HIGHEST_LIMIT) {
				return size;
			}
		}
		catch (NumberFormatException ex) {
			// Reported below, like any other invalid limit.
		}
		throw invalid("limit", "'limit' must be a whole number from 1 to " + HIGHEST_LIMIT + ".");
	}

	/** Parses a date, which starts in UTC, or a date and time with offset. */
	static @Nullable Instant moment(String param, @Nullable String text) {
		if (text == null) {
			return null;
		}
		try {
			Instant moment = (text.length() == "2025-01-01".length())
					? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
					: OffsetDateTime.parse(text).toInstant();
			if (!moment.isBefore(EARLIEST) && !moment.isAfter(LATEST)) {
				return moment;
			}
		}
		catch (DateTimeException ex) {
			// Reported below, like any other invalid time.
		}
		throw invalid(param, "'" + param + "' must be a date like 2025-01-31 or a time like 2025-01-31T08:00:00Z.");
	}

	static void inOrder(@Nullable Instant from, @Nullable Instant to) {
		if (from != null && to != null && to.isBefore(from)) {
			throw invalid("to", "'to' is before 'from'.");
		}
	}

	static ZoneId zone(@Nullable String text) {
		try {
			return (text != null) ? ZoneId.of(text) : ZoneId.of("UTC");
		}
		catch (DateTimeException ex) {
			throw invalid("zone", "'zone' must be a name of the IANA time zone database, like Europe/Berlin.");
		}
	}

	/** Parses an amount of 0 or more. */
	static @Nullable BigDecimal amount(String param, @Nullable String text) {
		if (text == null) {
			return null;
		}
		if (!AMOUNT.matcher(text).matches()) {
			throw invalid(param, "'" + param + "' must be a decimal number like 0.25.");
		}
		return new BigDecimal(text);
	}

	/** Parses a constant's name in lower case. */
	static <E extends Enum<E>> @Nullable E oneOf(String param, Class<E> type, @Nullable String text) {
		if (text == null) {
			return null;
		}
		return Arrays.stream(type.getEnumConstants())
			.filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(text))
			.findFirst()
			.orElseThrow(() -> invalid(param, "'" + param + "' must be one of " + names(type) + "."));
	}

	static <E extends Enum<E>> String names(Class<E> type) {
		return Arrays.stream(type.getEnumConstants())
			.map(constant -> constant.name().toLowerCase(Locale.ROOT))
			.collect(Collectors.joining(", "));
	}

	static @Nullable UUID uuid(String param, @Nullable String text) {
		return (text == null) ? null
				: uuid(text).orElseThrow(() -> invalid(param, "'" + param + "' must be an id, which is a UUID."));
	}

	static Optional<UUID> uuid(String text) {
		try {
			return (text.length() == 36) ? Optional.of(UUID.fromString(text)) : Optional.empty();
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	static CallRefused invalid(String param, String message) {
		return ApiError.invalid(param, message).refused();
	}

}
