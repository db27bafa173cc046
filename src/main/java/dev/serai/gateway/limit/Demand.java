package dev.serai.gateway.limit;

/**
 * The tokens that a call is expected to take.
 *
 * @param input tokens of the request
 * @param output the most tokens of the answer
 * @param assumed whether the output is a guess, because the caller sets no limit
 */
public record Demand(long input, long output, boolean assumed) {

	/**
	 * Returns what to reserve of a limit. A guess never makes a call too large for its
	 * limit.
	 */
	long of(long limit) {
		long all = this.input + this.output;
		return (this.assumed && all > limit) ? Math.max(this.input, limit) : all;
	}

}
