package dev.serai.gateway.call;

/** How well a cost is known. */
public enum PriceStatus {

	/** The provider's own figures, in which nothing is wrong, at a listed price. */
	KNOWN,
	/** A listed price, but Serai counted tokens, or doubts the provider's figures. */
	ESTIMATED,
	/** No price is listed for something that was used; unknown is not zero. */
	UNKNOWN;

	/** The less certain of the two. */
	public PriceStatus and(PriceStatus other) {
		return compareTo(other) >= 0 ? this : other;
	}

}
