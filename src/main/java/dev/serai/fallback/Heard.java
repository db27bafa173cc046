package dev.serai.fallback;

import dev.serai.cost.TokenEstimate;

/**
 * What came of an answer, for counting its tokens where the provider did not.
 *
 * @param text its beginning, or all of it
 * @param length of all of it, in characters
 */
record Heard(CharSequence text, long length) {

	/** Counted in the beginning, and as many to a character in the rest. */
	long tokens() {
		if (this.text.isEmpty()) {
			return 0;
		}
		long counted = TokenEstimate.counted().of(this.text.toString());
		return (this.length > this.text.length()) ? counted * this.length / this.text.length() : counted;
	}

}
