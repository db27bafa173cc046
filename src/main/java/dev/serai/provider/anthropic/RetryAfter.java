package dev.serai.provider.anthropic;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

import org.jspecify.annotations.Nullable;

/** The header Retry-After: a number of seconds, or a date (RFC 9110, 10.2.3). */
final class RetryAfter {

	private static final BigDecimal MAX_SECONDS = BigDecimal.valueOf(Duration.ofDays(365).toSeconds());

	private RetryAfter() {
	}

	/**
	 * How long to wait.
	 * @param value the header; null when it is not there
	 * @return never negative; null when the header is not there or can't be understood
	 */
	static @Nullable Duration parse(@Nullable String value, Instant now) {
		if (value == null) {
			return null;
		}
		String text = value.strip();
		return text.matches("\\d{1,18}(\\.\\d{1,9})?") ? seconds(text) : untilDate(text, now);
	}

	private static Duration seconds(String text) {
		BigDecimal seconds = new BigDecimal(text).min(MAX_SECONDS);
		return Duration.ofMillis(seconds.movePointRight(3).longValue());
	}

	private static @Nullable Duration untilDate(String text, Instant now) {
		try {
			Duration wait = Duration.between(now, DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
			return wait.isNegative() ? Duration.ZERO : wait;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

}
