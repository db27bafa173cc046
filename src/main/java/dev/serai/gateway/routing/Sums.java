package dev.serai.gateway.routing;

/**
 * Exponentially decayed sums of the observations of a deployment, at one moment. Means
 * are quotients of two sums. As both decay alike, a mean stays constant while its
 * evidence fades.
 *
 * @param calls attempts
 * @param failures attempts that failed
 * @param answers attempts whose speed was measured
 * @param firstTokens answers whose first token was timed
 * @param firstTokenMs the sum of these times, in milliseconds
 * @param tokens output tokens
 * @param generationMs the time in which those were generated, in milliseconds
 */
public record Sums(long nanos, double calls, double failures, double answers, double firstTokens, double firstTokenMs,
		double tokens, double generationMs) {

	/** Below this evidence the deployment counts as new. */
	private static final double NEGLIGIBLE = 0.02;

	/**
	 * Successful calls that are assumed in addition, so that one failure of one call is
	 * not a rate of 100 %.
	 */
	private static final double ASSUMED_GOOD_CALLS = 5;

	static final double ASSUMED_FIRST_TOKEN_MS = 1000;

	static final double ASSUMED_MS_PER_TOKEN = 20;

	static Sums none(long nanos) {
		return new Sums(nanos, 0, 0, 0, 0, 0, 0, 0);
	}

	/** Returns these sums decayed to a later moment. */
	Sums at(long now, double halfLifeNanos) {
		long elapsed = now - this.nanos;
		if (elapsed <= 0) {
			return this;
		}
		if (this.calls == 0) {
			// The next observation belongs to this moment and must not be decayed by the
			// silence before it.
			return none(now);
		}
		double factor = Math.exp(-Math.log(2) * elapsed / halfLifeNanos);
		if (this.calls * factor < NEGLIGIBLE) {
			return none(now);
		}
		return new Sums(now, this.calls * factor, this.failures * factor, this.answers * factor,
				this.firstTokens * factor, this.firstTokenMs * factor, this.tokens * factor,
				this.generationMs * factor);
	}

	Sums plus(Observation seen) {
		if (!seen.ok()) {
			return new Sums(this.nanos, this.calls + 1, this.failures + 1, this.answers, this.firstTokens,
					this.firstTokenMs, this.tokens, this.generationMs);
		}
		Double first = seen.firstTokenMs();
		long output = Math.max(0, seen.outputTokens());
		double waited = (first != null) ? Math.max(0, first) : assumedWait(seen.durationMs());
		double generation = (output > 0) ? Math.max(0, seen.durationMs() - waited) : 0;
		boolean timed = first != null || output > 0;
		return new Sums(this.nanos, this.calls + 1, this.failures, this.answers + (timed ? 1 : 0),
				this.firstTokens + ((first != null) ? 1 : 0), this.firstTokenMs + ((first != null) ? waited : 0),
				this.tokens + output, this.generationMs + generation);
	}

	/**
	 * Returns the assumed time to the first token of an answer that was not streamed: the
	 * mean of the streamed ones; 0 where there are none, so that the whole time counts as
	 * generation.
	 */
	private double assumedWait(double durationMs) {
		return (this.firstTokens > 0) ? Math.min(this.firstTokenMs / this.firstTokens, durationMs * 0.9) : 0;
	}

	/** Returns whether the deployment's speed was measured. */
	public boolean timed() {
		return this.answers > 0;
	}

	/**
	 * Returns the expected milliseconds for an answer of so many tokens; requires at
	 * least one answer.
	 */
	public double latencyMs(double outputTokens) {
		double wait = (this.firstTokens > 0) ? this.firstTokenMs / this.firstTokens : 0;
		double perToken = (this.tokens > 0) ? this.generationMs / this.tokens : ASSUMED_MS_PER_TOKEN;
		return Math.max(1, wait + outputTokens * perToken);
	}

	/** Returns the share of attempts that failed, from 0 to 1. */
	public double errorRate() {
		return this.failures / (this.calls + ASSUMED_GOOD_CALLS);
	}

}
