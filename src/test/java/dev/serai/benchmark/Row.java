package dev.serai.benchmark;

import java.util.Locale;

/**
 * A line of the table.
 *
 * @param verdict whether the target is met; empty where there is none
 */
record Row(String what, String figure, String target, String verdict) {

	static Row met(String what, String figure, String target, boolean met) {
		return new Row(what, figure, target, met ? "yes" : "**no**");
	}

	/** A figure to compare others with. */
	static Row reference(String what, String figure) {
		return new Row(what, figure, "", "");
	}

	static Row failed(String what, Throwable cause) {
		return new Row(what, "not measured: " + String.valueOf(cause.getMessage()).lines().findFirst().orElse(""), "",
				"**no**");
	}

	static String number(String format, Object... values) {
		return String.format(Locale.ROOT, format, values);
	}

	String markdown() {
		return "| " + this.what + " | " + this.figure.replace("|", "\\|") + " | " + this.target + " | " + this.verdict
				+ " |";
	}

}
