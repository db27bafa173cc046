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
 * Parameters as they were sent, read: one that is not sent is null, a wrong one ends with
 * the refusal 400 that names it.
 */
final class Parameters {

	/** Within what PostgreSQL and a UUID of version 7 can both say. */
	static final Instant EARLIEST = Instant.EPOCH;

	static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

	private static final int USUAL_LIMIT = 50;

	private static final int HIGHEST_LIMIT = 500;

	private static final Pattern AMOUNT = Pattern.compile("\\d{1,12}(\\.\\d{1,12})?");

	private Parameters() {
	}

	/** The place in a list after which the page begins. */
	static @Nullable UUID cursor(@Nullable String before) {
		return (before == null) ? null : Cursor.read(before)
			.orElseThrow(() -> invalid("before", "'before' is not the 'next' of a page of this list."));
	}

	/** How many a page holds at the most. */
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
			// Told below, as any other wrong limit.
		}
		throw invalid("limit", "'limit' must be a whole number from 1 to " + HIGHEST_LIMIT + ".");
	}

	/** A date, which begins by UTC, or a date and time with offset. */
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
			// Told below, as any other wrong time.
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

	/** Not below zero. */
	static @Nullable BigDecimal amount(String param, @Nullable String text) {
		if (text == null) {
			return null;
		}
		if (!AMOUNT.matcher(text).matches()) {
			throw invalid(param, "'" + param + "' must be a decimal number like 0.25.");
		}
		return new BigDecimal(text);
	}

	/** A constant by its name in lower case. */
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
