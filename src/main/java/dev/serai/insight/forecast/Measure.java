package dev.serai.insight.forecast;

import dev.serai.insight.analytics.Measures;

/** The measures that can be forecast. */
public enum Measure {

	/** Known cost in US dollars. */
	COST {
		@Override
		double of(Measures sums) {
			return Math.max(0, sums.costUsd().doubleValue());
		}
	},
	/** Tokens of all classes. */
	TOKENS {
		@Override
		double of(Measures sums) {
			return sums.allTokens();
		}
	},
	/** All calls, whatever their outcome. */
	CALLS {
		@Override
		double of(Measures sums) {
			return sums.calls();
		}
	},
	/**
	 * The 95th percentile of the time to the last byte of completely answered calls, in
	 * milliseconds.
	 */
	LATENCY {
		@Override
		double of(Measures sums) {
			return sums.latency().percentile(0.95).orElse(Double.NaN);
		}
	};

	/** Returns the measure's value; NaN when it is unknown. */
	abstract double of(Measures sums);

	/** Returns the value of an interval without calls. */
	double ofNothing() {
		return of(Measures.NONE);
	}

	/** Whether the values of hours add up to the value of the day. */
	boolean adds() {
		return this != LATENCY;
	}

}
