package dev.serai.gateway.limit;

/**
 * The tokens that a call will take, as far as can be said before.
 *
 * @param input of the request
 * @param output the most that the answer may have
 * @param assumed whether the caller left that open, and it is a guess
 */
public record Demand(long input, long output, boolean assumed) {

	/**
	 * What is reserved of a limit. A guess never makes a call too large for its limit.
	 */
	long of(long limit) {
		long all = this.input + this.output;
		return (this.assumed && all > limit) ? Math.max(this.input, limit) : all;
	}

}
