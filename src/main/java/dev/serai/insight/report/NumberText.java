package dev.serai.insight.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

import dev.serai.gateway.call.Amount;
import org.jspecify.annotations.Nullable;

/**
 * Formats numbers for readers of any language, as in ISO 80000: a point before decimals,
 * a space between thousands.
 */
final class NumberText {

	private static final char NO_BREAK = '\u00a0';

	private NumberText() {
	}

	/** Formats an amount in US dollars, {@linkplain Amount#rounded rounded}. */
	static String usd(BigDecimal amount) {
		return plainUsd(amount) + NO_BREAK + "USD";
	}

	static String plainUsd(BigDecimal amount) {
		BigDecimal rounded = Amount.rounded(amount);
		return format(rounded, rounded.scale());
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
