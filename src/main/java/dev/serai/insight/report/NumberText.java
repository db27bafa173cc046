package dev.serai.insight.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Formats numbers for readers of any language, as in ISO 80000: a point before decimals,
 * a space between thousands.
 */
final class NumberText {

	private static final char NO_BREAK = '\u00a0';

	private static final int FEWEST_DECIMALS = 2;

	private static final int MOST_DECIMALS = 6;

	private NumberText() {
	}

	/**
	 * Formats an amount in US dollars with two decimals; small amounts with two
	 * significant digits, up to six decimals.
	 */
	static String usd(BigDecimal amount) {
		return plainUsd(amount) + NO_BREAK + "USD";
	}

	static String plainUsd(BigDecimal amount) {
		int decimals = FEWEST_DECIMALS;
		if (amount.signum() != 0 && amount.abs().compareTo(BigDecimal.ONE) < 0) {
			int leading = amount.scale() - amount.precision();
			decimals = Math.max(FEWEST_DECIMALS, Math.min(MOST_DECIMALS, leading + 2));
		}
		return format(amount.setScale(decimals, RoundingMode.HALF_EVEN), decimals);
	}

	/** Formats an amount as {@link #usd} does, with its sign. */
	static String signedUsd(BigDecimal amount) {
		return ((amount.signum() > 0) ? "+" : "") + usd(amount);
	}

	static String count(long number) {
		return format(BigDecimal.valueOf(number), 0);
	}

	/** Formats a share of 1 as per cent; a dash for null. */
	static String percent(@Nullable Double share) {
		return (share != null)
				? format(BigDecimal.valueOf(share * 100).setScale(1, RoundingMode.HALF_EVEN), 1) + NO_BREAK + "%"
				: "\u2013";
	}

	/** Formats a relative change; a dash when the value before was 0. */
	static String change(BigDecimal before, BigDecimal now) {
		if (before.signum() == 0) {
			return "\u2013";
		}
		BigDecimal percent = now.subtract(before)
			.multiply(BigDecimal.valueOf(100))
			.divide(before, 1, RoundingMode.HALF_EVEN);
		return ((percent.signum() > 0) ? "+" : "") + format(percent, 1) + NO_BREAK + "%";
	}

	private static String format(BigDecimal number, int decimals) {
		DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
		symbols.setGroupingSeparator(NO_BREAK);
		symbols.setMinusSign('\u2212');
		DecimalFormat format = new DecimalFormat((decimals > 0) ? "#,##0." + "0".repeat(decimals) : "#,##0", symbols);
		return format.format(number);
	}

}
