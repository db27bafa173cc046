package dev.serai.gateway.call;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Formats money: exact for programs, rounded for people. */
public final class Amount {

	private static final int CENTS = 2;

	private static final MathContext SMALL = new MathContext(3, RoundingMode.HALF_UP);

	private Amount() {
	}

	/** Returns the exact amount, without an exponent and without trailing zeros. */
	public static String text(BigDecimal usd) {
		return (usd.signum() == 0) ? "0" : usd.stripTrailingZeros().toPlainString();
	}

	/**
	 * Rounds an amount for people, as the dashboard does: to cents from a dollar on, to
	 * three significant digits below.
	 */
	public static BigDecimal rounded(BigDecimal usd) {
		if (usd.signum() == 0 || usd.abs().compareTo(BigDecimal.ONE) >= 0) {
			return usd.setScale(CENTS, RoundingMode.HALF_UP);
		}
		BigDecimal digits = usd.round(SMALL).stripTrailingZeros();
		return digits.setScale(Math.max(CENTS, digits.scale()), RoundingMode.UNNECESSARY);
	}

}
