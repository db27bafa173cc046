package dev.serai.insight.alert.source;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import dev.serai.gateway.call.Amount;

/**
 * Formats numbers and times for an alert's summary. They are rounded, unlike the alert's
 * value.
 */
final class Figures {

	private static final MathContext THREE = new MathContext(3, RoundingMode.HALF_UP);

	private static final DateTimeFormatter MOMENT = DateTimeFormatter
		.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
		.withZone(ZoneOffset.UTC);

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

	private static final int WHOLE_DIGITS = 3;

	private Figures() {
	}

	static String percent(BigDecimal percent) {
		return plain(percent) + " %";
	}

	static String seconds(BigDecimal milliseconds) {
		return plain(milliseconds.movePointLeft(3)) + " s";
	}

	static String usd(BigDecimal usd) {
		return Amount.rounded(usd).toPlainString() + " USD";
	}

	static String moment(Instant at) {
		return MOMENT.format(at);
	}

	static String day(LocalDate day) {
		return DAY.format(day);
	}

	static String duration(Duration duration) {
		if (duration.toSeconds() % 60 != 0) {
			return duration.toSeconds() + " s";
		}
		if (duration.toMinutes() % 60 != 0) {
			return duration.toMinutes() + " min";
		}
		return (duration.toHours() % 24 != 0) ? duration.toHours() + " h"
				: (duration.toDays() == 1) ? "1 day" : duration.toDays() + " days";
	}

	/** Rounds to three significant digits, without rounding whole numbers. */
	static String plain(BigDecimal number) {
		BigDecimal rounded = (number.precision() - number.scale() > WHOLE_DIGITS)
				? number.setScale(0, RoundingMode.HALF_UP) : number.round(THREE);
		return (rounded.signum() == 0) ? "0" : rounded.stripTrailingZeros().toPlainString();
	}

}
