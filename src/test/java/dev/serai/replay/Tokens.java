package dev.serai.replay;

import java.math.BigDecimal;

/**
 * What was used, in classes that do not overlap.
 */
record Tokens(long input, long cacheRead, long cacheWrite5m, long cacheWrite1h, long audioInput, long output,
		long reasoning, long audioOutput, long imageOutput, long searches) {

	/** Prices that tell the classes apart, as they stand in the models' file. */
	private static final String RATES = "input: 3, cacheRead: 0.31, cacheWrite5m: 3.7, cacheWrite1h: 6.1,"
			+ " audioInput: 7.3, imageInput: 5.9, output: 15.1, reasoning: 11.3, audioOutput: 41.7,"
			+ " imageOutput: 29.9";

	/** The same in the tier flex, in which some answers were served. */
	static final String PRICES = "{from: 2020-01-01, " + RATES + ", perSearch: 0.013, tiers: {flex: {" + RATES + "}}}";

	BigDecimal cost() {
		return rate("3", this.input).add(rate("0.31", this.cacheRead))
			.add(rate("3.7", this.cacheWrite5m))
			.add(rate("6.1", this.cacheWrite1h))
			.add(rate("7.3", this.audioInput))
			.add(rate("15.1", this.output))
			.add(rate("11.3", this.reasoning))
			.add(rate("41.7", this.audioOutput))
			.add(rate("29.9", this.imageOutput))
			.add(new BigDecimal("0.013").multiply(BigDecimal.valueOf(this.searches)));
	}

	private static BigDecimal rate(String perMillion, long tokens) {
		return new BigDecimal(perMillion).multiply(BigDecimal.valueOf(tokens)).divide(new BigDecimal("1000000"));
	}

	long prompt() {
		return this.input + this.cacheRead + this.cacheWrite5m + this.cacheWrite1h + this.audioInput;
	}

	long completion() {
		return this.output + this.reasoning + this.audioOutput + this.imageOutput;
	}

}
