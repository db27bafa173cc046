package dev.serai.insight.alert;

import java.math.BigDecimal;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** The kinds of alerts. */
public enum Kind {

	/** A budget reached its soft limit. */
	BUDGET(Terms.NONE, "percent", 1, 1),
	/** A budget is forecast to run out before its period ends. */
	FORECAST(Terms.NONE, null, 3, 1),
	/** Today's spend is far above the usual spend of such days. */
	SPEND_ANOMALY(Terms.ofSpend(5, 1), "usd", 3, 0.8),
	/** Too many calls fail. */
	ERROR_RATE(Terms.ofCalls(5, Duration.ofMinutes(10), 20), "percent", 3, 0.8),
	/** The 95th percentile of call latency is too high. */
	LATENCY(Terms.ofCalls(10_000, Duration.ofMinutes(10), 20), "ms", 3, 0.8),
	/** A node's circuit breaker for a deployment stays open. */
	BREAKER_OPEN(Terms.window(Duration.ofMinutes(1)), null, 1, 1),
	/**
	 * The price of a deployment in use changes soon, or changed in the last seven days.
	 */
	PRICE_CHANGE(Terms.window(Duration.ofDays(30)), null, 1, 1),
	/** A model in use will be, or was, withdrawn by its provider. */
	DEPRECATION(Terms.window(Duration.ofDays(90)), null, 1, 1);

	private final Terms usual;

	private final @Nullable String unit;

	private final int calmEvaluations;

	private final BigDecimal calmBelow;

	Kind(Terms usual, @Nullable String unit, int calmEvaluations, double calmBelow) {
		this.usual = usual;
		this.unit = unit;
		this.calmEvaluations = calmEvaluations;
		this.calmBelow = BigDecimal.valueOf(calmBelow);
	}

	/**
	 * Returns the default terms of this kind; a term that the kind does not have is null.
	 */
	public Terms usual() {
		return this.usual;
	}

	/**
	 * Returns the unit of value and threshold: percent, ms or usd; null when there is
	 * none.
	 */
	public @Nullable String unit() {
		return this.unit;
	}

	/**
	 * How many evaluations in a row must find nothing before an alert is resolved.
	 * Measured values fluctuate and need several; facts need one.
	 */
	int calmEvaluations() {
		return this.calmEvaluations;
	}

	/**
	 * Whether a value is still so close to the threshold that a raised alert stays open.
	 */
	public boolean lingers(BigDecimal value, BigDecimal threshold) {
		return value.compareTo(threshold.multiply(this.calmBelow)) >= 0;
	}

}
