package dev.serai.gateway.cost;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/**
 * How tokens without a known price are handled.
 *
 * @param ceiling the price that is assumed; null leaves it unknown
 */
public record UnknownPrice(Mode mode, @Nullable Ceiling ceiling) {

	/** Calls under a budget are not sent where a price is unknown. */
	public static final UnknownPrice DENY = new UnknownPrice(Mode.DENY, null);

	/** Calls are sent, and their cost is recorded as unknown. */
	public static final UnknownPrice ALLOW = new UnknownPrice(Mode.ALLOW, null);

	/** Calls are sent and priced at a ceiling. */
	public static UnknownPrice cap(BigDecimal inputPerMillion, BigDecimal outputPerMillion) {
		return new UnknownPrice(Mode.CAP, new Ceiling(inputPerMillion, outputPerMillion));
	}

	/** What to do. */
	public enum Mode {

		DENY, CAP, ALLOW

	}

	/**
	 * Prices that are surely not below the real ones, in US dollars per million tokens of
	 * any class.
	 */
	public record Ceiling(BigDecimal inputPerMillion, BigDecimal outputPerMillion) {
	}

}
