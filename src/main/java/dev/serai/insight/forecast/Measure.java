package dev.serai.insight.forecast;

import dev.serai.insight.analytics.Measures;

/** What can be forecast. */
public enum Measure {

	/** Known cost, US dollars. */
	COST {
		@Override
		double of(Measures sums) {
			return Math.max(0, sums.costUsd().doubleValue());
		}
	},
	/** Of all classes. */
	TOKENS {
		@Override
		double of(Measures sums) {
			return sums.allTokens();
		}
	},
	/** Answered or not. */
	CALLS {
		@Override
		double of(Measures sums) {
			return sums.calls();
		}
	},
	/**
	 * The 95th percentile of the time until the last byte, milliseconds, of what was
	 * answered whole.
	 */
	LATENCY {
		@Override
		double of(Measures sums) {
			return sums.latency().percentile(0.95).orElse(Double.NaN);
		}
	};

	/** NaN where nothing is known. */
	abstract double of(Measures sums);

	/** Where there were no calls. */
	double ofNothing() {
		return of(Measures.NONE);
	}

	/** Whether the value of a day is the sum of its hours'. */
	boolean adds() {
		return this != LATENCY;
	}

}
