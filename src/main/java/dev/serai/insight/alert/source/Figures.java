package dev.serai.insight.alert.source;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;

/** Formats numbers for an alert's summary. They are rounded, unlike the alert's value. */
final class Figures {

	private static final MathContext THREE = new MathContext(3, RoundingMode.HALF_UP);

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
		return ((usd.abs().compareTo(BigDecimal.TEN) >= 0) ? usd.setScale(2, RoundingMode.HALF_UP).toPlainString()
				: plain(usd)) + " USD";
	}

	static String duration(Duration duration) {
		if (duration.toSeconds() % 60 != 0) {
			return duration.toSeconds() + " s";
		}
		if (duration.toMinutes() % 60 != 0) {
			return duration.toMinutes() + " min";
		}
		return (duration.toHours() % 24 != 0) ? duration.toHours() + " h" : duration.toDays() + " days";
	}

	/** Rounds to three significant digits, without rounding whole numbers. */
	static String plain(BigDecimal number) {
		BigDecimal rounded = (number.precision() - number.scale() > WHOLE_DIGITS)
				? number.setScale(0, RoundingMode.HALF_UP) : number.round(THREE);
		return (rounded.signum() == 0) ? "0" : rounded.stripTrailingZeros().toPlainString();
	}

}
