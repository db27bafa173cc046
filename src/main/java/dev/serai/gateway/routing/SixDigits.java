package dev.serai.gateway.routing;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonGenerator;

/**
 * Writes numbers with six significant digits, several times as fast as
 * {@link Double#toString}, which searches for the shortest exact form. Not thread-safe.
 */
final class SixDigits {

	private static final double[] POWERS = { 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13,
			1e14, 1e15 };

	private static final int SIGNIFICANT = 6;

	/** Smaller values are written as 0. */
	private static final double LEAST = 1e-10;

	private final char[] text = new char[32];

	/**
	 * Writes a number.
	 * @throws IllegalArgumentException when it is not finite, which JSON cannot express
	 */
	void write(JsonGenerator json, double value) throws IOException {
		double magnitude = Math.abs(value);
		if (!(magnitude < Long.MAX_VALUE)) {
			throw new IllegalArgumentException(value + " is no number for a decision");
		}
		if (magnitude >= POWERS[SIGNIFICANT]) {
			json.writeNumber(Math.round(value));
		}
		else if (magnitude < LEAST) {
			json.writeNumber(0);
		}
		else {
			writeFraction(json, value < 0, magnitude);
		}
	}

	private void writeFraction(JsonGenerator json, boolean negative, double magnitude) throws IOException {
		int places = 0;
		while (places < POWERS.length - 1 && magnitude * POWERS[places] < POWERS[SIGNIFICANT - 1]) {
			places++;
		}
		long scaled = Math.round(magnitude * POWERS[places]);
		while (places > 0 && scaled % 10 == 0) {
			scaled /= 10;
			places--;
		}
		int from = this.text.length;
		for (int digit = 0; scaled > 0 || digit <= places; digit++) {
			if (digit == places && places > 0) {
				this.text[--from] = '.';
			}
			this.text[--from] = (char) ('0' + scaled % 10);
			scaled /= 10;
		}
		if (negative) {
			this.text[--from] = '-';
		}
		json.writeNumber(this.text, from, this.text.length - from);
	}

}
