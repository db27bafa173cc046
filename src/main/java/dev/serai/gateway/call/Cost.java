package dev.serai.gateway.call;

import java.math.BigDecimal;

/**
 * A cost in US dollars.
 *
 * @param usd the exact amount; only the known part where the status is
 * {@link PriceStatus#UNKNOWN}
 * @param status how certain the amount is
 */
public record Cost(BigDecimal usd, PriceStatus status) {

	/** Nothing was billed. */
	public static final Cost ZERO = new Cost(BigDecimal.ZERO, PriceStatus.KNOWN);

	/** Something without a listed price was used. */
	public static final Cost UNKNOWN = new Cost(BigDecimal.ZERO, PriceStatus.UNKNOWN);

	/** Returns the sum, with the less certain status of the two. */
	public Cost plus(Cost other) {
		return new Cost(this.usd.add(other.usd), this.status.and(other.status));
	}

	public boolean isUnknown() {
		return this.status == PriceStatus.UNKNOWN;
	}

}
