package dev.serai.gateway.guardrail;

import java.util.Arrays;

/**
 * A text that may still be growing, by positions from its beginning. What lies behind can
 * be forgotten, but for as much as recognisers look back. Recognisers read it in the
 * plain characters of {@link Chars#plain}, one for one. Not thread-safe.
 */
final class Text {

	/** Stands before the first character and after the last. */
	static final char NOTHING = 0;

	private static final int LOOK_BACK = 8;

	private static final int SMALLEST = 256;

	private char[] chars;

	private int start;

	private int end;

	private boolean complete;

	private Text(char[] chars, boolean complete) {
		this.chars = chars;
		this.end = complete ? chars.length : 0;
		this.complete = complete;
	}

	/** A text that is there already. */
	static Text of(String whole) {
		return new Text(whole.toCharArray(), true);
	}

	/** A text that is yet to come. */
	static Text growing() {
		return new Text(new char[SMALLEST], false);
	}

	void add(String more) {
		int length = this.end - this.start;
		if (length + more.length() > this.chars.length) {
			this.chars = Arrays.copyOf(this.chars, Math.max(2 * this.chars.length, length + more.length()));
		}
		more.getChars(0, more.length(), this.chars, length);
		this.end += more.length();
	}

	/** Nothing will be added. */
	void complete() {
		this.complete = true;
	}

	/** What is before this position is not asked for again. */
	void forget(int before) {
		int from = Math.max(this.start, before - LOOK_BACK);
		if (from - this.start >= SMALLEST / 2) {
			System.arraycopy(this.chars, from - this.start, this.chars, 0, this.end - from);
			this.start = from;
		}
	}

	boolean isComplete() {
		return this.complete;
	}

	/** The position after the last character that is there. */
	int end() {
		return this.end;
	}

	char at(int position) {
		return Chars.plain(this.chars[position - this.start]);
	}

	/** The character at a position, or {@link #NOTHING} where there is none. */
	char orNothing(int position) {
		return (position >= this.start && position < this.end) ? at(position) : NOTHING;
	}

	String between(int from, int to) {
		char[] plain = Arrays.copyOfRange(this.chars, from - this.start, to - this.start);
		for (int i = 0; i < plain.length; i++) {
			plain[i] = Chars.plain(plain[i]);
		}
		return new String(plain);
	}

	/** As it was written. */
	String written(int from, int to) {
		return new String(this.chars, from - this.start, to - from);
	}

}
