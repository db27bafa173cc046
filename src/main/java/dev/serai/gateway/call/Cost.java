package dev.serai.gateway.call;

import java.math.BigDecimal;

/**
 * What something cost.
 *
 * @param usd US dollars, exact; the known part where the status is
 * {@link PriceStatus#UNKNOWN}
 * @param status how well it is known
 */
public record Cost(BigDecimal usd, PriceStatus status) {

	/** Nothing was billed. */
	public static final Cost ZERO = new Cost(BigDecimal.ZERO, PriceStatus.KNOWN);

	/** Something was used for which no price is listed. */
	public static final Cost UNKNOWN = new Cost(BigDecimal.ZERO, PriceStatus.UNKNOWN);

	/** The sum of both, as well known as the lesser of them. */
	public Cost plus(Cost other) {
		return new Cost(this.usd.add(other.usd), this.status.and(other.status));
	}

	public boolean isUnknown() {
		return this.status == PriceStatus.UNKNOWN;
	}

}
