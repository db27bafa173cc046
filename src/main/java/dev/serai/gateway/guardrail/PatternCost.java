package dev.serai.gateway.guardrail;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Estimates the size of a pattern's compiled program before compilation. Repetitions are
 * compiled by copying, and nested ones multiply.
 */
final class PatternCost {

	private static final long TOO_MUCH = 1_000_000;

	private final String pattern;

	private final Deque<Long> outer = new ArrayDeque<>();

	/** The size of the open group without its last part. */
	private long sum;

	/** The size of the last part, which a repetition may follow. */
	private long last;

	private int at;

	private PatternCost(String pattern) {
		this.pattern = pattern;
	}

	/** Returns roughly the number of instructions, never much too low. */
	static long estimate(String pattern) {
		PatternCost cost = new PatternCost(pattern);
		while (cost.at < pattern.length()) {
			cost.next(pattern.charAt(cost.at));
		}
		return Math.min(TOO_MUCH, cost.sum + cost.last);
	}

	private void next(char c) {
		this.at++;
		switch (c) {
			case '(' -> {
				this.outer.push(this.sum + this.last);
				this.sum = 0;
				this.last = 0;
			}
			case ')' -> {
				this.last = this.sum + this.last;
				this.sum = this.outer.isEmpty() ? 0 : this.outer.pop();
			}
			case '[' -> {
				skipClass();
				part();
			}
			case '\\' -> {
				this.at++;
				part();
			}
			case '{' -> repetition();
			default -> part();
		}
	}

	private void part() {
		this.sum = Math.min(TOO_MUCH, this.sum + this.last);
		this.last = 1;
	}

	/** A bracket may be the first member of a class, also after the negation sign. */
	private void skipClass() {
		int i = this.at;
		i += this.pattern.startsWith("^", i) ? 1 : 0;
		i += this.pattern.startsWith("]", i) ? 1 : 0;
		while (i < this.pattern.length() && this.pattern.charAt(i) != ']') {
			i += (this.pattern.charAt(i) == '\\') ? 2 : 1;
		}
		this.at = i + 1;
	}

	/**
	 * Parses {@code {n}}, {@code {n,}} or {@code {n,m}}; anything else is literal text.
	 */
	private void repetition() {
		int end = this.pattern.indexOf('}', this.at);
		long most = 0;
		long number = 0;
		for (int i = this.at; i < end; i++) {
			char c = this.pattern.charAt(i);
			if (c != ',' && !Chars.isDigit(c)) {
				most = 0;
				break;
			}
			number = (c == ',') ? 0 : Math.min(TOO_MUCH, number * 10 + c - '0');
			most = Math.max(most, number);
		}
		if (most > 0) {
			this.last = Math.min(TOO_MUCH, this.last * most);
			this.at = end + 1;
		}
		else {
			part();
		}
	}

}
