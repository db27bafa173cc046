package dev.serai.gateway.call;

import java.math.BigDecimal;

/** Formats money as text: exact, without an exponent and without trailing zeros. */
public final class Amount {

	private Amount() {
	}

	public static String text(BigDecimal usd) {
		return (usd.signum() == 0) ? "0" : usd.stripTrailingZeros().toPlainString();
	}

}
