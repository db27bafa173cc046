package dev.serai.insight.alert;

import java.math.BigDecimal;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** What alerts are about. */
public enum Kind {

	/** A budget's soft limit was reached. */
	BUDGET(Terms.NONE, "percent", 1, 1),
	/** A budget will probably be spent before its period ends. */
	FORECAST(Terms.NONE, null, 3, 1),
	/** Far more is spent today than on such days. */
	SPEND_ANOMALY(Terms.ofSpend(5, 1), "usd", 3, 0.8),
	/** Too many calls fail. */
	ERROR_RATE(Terms.ofCalls(5, Duration.ofMinutes(10), 20), "percent", 3, 0.8),
	/** One call in twenty takes too long. */
	LATENCY(Terms.ofCalls(10_000, Duration.ofMinutes(10), 20), "ms", 3, 0.8),
	/** A node does not ask a deployment any more because it keeps failing. */
	BREAKER_OPEN(Terms.window(Duration.ofMinutes(1)), null, 1, 1),
	/**
	 * The price of something that is used changes soon, or did in the last seven days.
	 */
	PRICE_CHANGE(Terms.window(Duration.ofDays(30)), null, 1, 1),
	/** A model that is used will be, or has been, withdrawn by its provider. */
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

	/** What holds where a rule says nothing; what is null here the kind does not have. */
	public Terms usual() {
		return this.usual;
	}

	/** What an alert's value and threshold are in: percent, ms or usd. */
	public @Nullable String unit() {
		return this.unit;
	}

	/**
	 * So many evaluations in a row must find nothing before an alert is resolved: what is
	 * measured wavers, what is a fact does not.
	 */
	int calmEvaluations() {
		return this.calmEvaluations;
	}

	/**
	 * Whether a value is so close to the threshold that an alert that was raised stays.
	 */
	public boolean lingers(BigDecimal value, BigDecimal threshold) {
		return value.compareTo(threshold.multiply(this.calmBelow)) >= 0;
	}

}
