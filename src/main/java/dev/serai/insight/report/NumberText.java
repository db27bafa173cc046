package dev.serai.insight.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Numbers as people of any language read them: a point before decimals, a blank between
 * thousands, as ISO 80000 has it.
 */
final class NumberText {

	private static final char NO_BREAK = '\u00a0';

	private static final int FEWEST_DECIMALS = 2;

	private static final int MOST_DECIMALS = 6;

	private NumberText() {
	}

	/**
	 * An amount in US dollars: two decimals, and for small ones as many as show two
	 * digits that count, up to six.
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

	/** As {@link #usd}, with its sign. */
	static String signedUsd(BigDecimal amount) {
		return ((amount.signum() > 0) ? "+" : "") + usd(amount);
	}

	static String count(long number) {
		return format(BigDecimal.valueOf(number), 0);
	}

	/** A share of one, as per cent; a dash for none. */
	static String percent(@Nullable Double share) {
		return (share != null)
				? format(BigDecimal.valueOf(share * 100).setScale(1, RoundingMode.HALF_EVEN), 1) + NO_BREAK + "%"
				: "\u2013";
	}

	/** By how much something has changed; a dash where it was nothing before. */
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
