package dev.serai.gateway.provider;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Reads from response headers when a provider accepts requests again: {@code
 * retry-after-ms}, then {@code Retry-After} in seconds or as an HTTP date (RFC 9110,
 * section 10.2.3). Values that cannot be parsed or lie in the past are ignored.
 */
public final class RetryAfter {

	/**
	 * Longer times are treated as mistakes; the bound also keeps the arithmetic exact.
	 */
	private static final double MAX_SECONDS = 366 * 24 * 3600d;

	private RetryAfter() {
	}

	/**
	 * @param header returns a response header's value by its lower-case name
	 * @return how long to wait; null when no header says
	 */
	public static @Nullable Duration of(Function<String, @Nullable String> header, InstantSource clock) {
		Duration fine = seconds(header.apply("retry-after-ms"), 1_000);
		// Azure has sent 0 milliseconds beside a whole second.
		if (fine != null && !fine.isZero()) {
			return fine;
		}
		String value = header.apply("retry-after");
		Duration coarse = seconds(value, 1);
		if (coarse == null && value != null) {
			coarse = until(value, clock.instant());
		}
		return (coarse != null) ? coarse : fine;
	}

	private static @Nullable Duration seconds(@Nullable String value, int perSecond) {
		if (value == null || value.isBlank() || value.length() > 20 || !isDecimal(value.strip())) {
			return null;
		}
		double seconds = Double.parseDouble(value.strip()) / perSecond;
		return (seconds <= MAX_SECONDS) ? Duration.ofMillis(Math.round(seconds * 1_000)) : null;
	}

	private static boolean isDecimal(String value) {
		return value.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'))
				&& value.indexOf('.') == value.lastIndexOf('.') && value.length() > (value.contains(".") ? 1 : 0);
	}

	private static @Nullable Duration until(String value, Instant now) {
		try {
			Duration wait = Duration.between(now,
					ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
			return (wait.isNegative() || wait.toSeconds() > MAX_SECONDS) ? null : wait;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

}
