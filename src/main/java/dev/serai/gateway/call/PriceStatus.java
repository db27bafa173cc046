package dev.serai.gateway.call;

/** How certain a cost is. */
public enum PriceStatus {

	/** Computed from the provider's own, consistent figures and a listed price. */
	KNOWN,
	/**
	 * Computed with a listed price from tokens that Serai counted, or from figures of the
	 * provider that are implausible.
	 */
	ESTIMATED,
	/** Something without a listed price was used. Unknown is not zero. */
	UNKNOWN;

	/** Returns the less certain of the two. */
	public PriceStatus and(PriceStatus other) {
		return compareTo(other) >= 0 ? this : other;
	}

}
