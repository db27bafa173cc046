package dev.serai.gateway.cost;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/**
 * What is done about tokens that no price is known for.
 *
 * @param ceiling at what they are priced; null leaves them unknown
 */
public record UnknownPrice(Mode mode, @Nullable Ceiling ceiling) {

	/** No call that has to be paid from a budget goes where a price is unknown. */
	public static final UnknownPrice DENY = new UnknownPrice(Mode.DENY, null);

	/** They go, and what they cost is recorded as unknown. */
	public static final UnknownPrice ALLOW = new UnknownPrice(Mode.ALLOW, null);

	/** They go, priced at a ceiling. */
	public static UnknownPrice cap(BigDecimal inputPerMillion, BigDecimal outputPerMillion) {
		return new UnknownPrice(Mode.CAP, new Ceiling(inputPerMillion, outputPerMillion));
	}

	/** What to do. */
	public enum Mode {

		DENY, CAP, ALLOW

	}

	/**
	 * Prices that are surely no lower than what will be charged, in US dollars for a
	 * million tokens of any class.
	 */
	public record Ceiling(BigDecimal inputPerMillion, BigDecimal outputPerMillion) {
	}

}
