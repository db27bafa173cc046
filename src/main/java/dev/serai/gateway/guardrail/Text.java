package dev.serai.gateway.guardrail;

import java.util.Arrays;

/**
 * A text that may still grow, addressed by positions from its beginning. Its beginning
 * can be forgotten, except for what recognisers look back at. Recognisers read the plain
 * characters of {@link Chars#plain}, which map one to one. Not thread-safe.
 */
final class Text {

	/** Stands for the positions before the first character and after the last. */
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

	/** Returns a complete text. */
	static Text of(String whole) {
		return new Text(whole.toCharArray(), true);
	}

	/** Returns an empty text that grows. */
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

	/** Marks the text as complete. */
	void complete() {
		this.complete = true;
	}

	/** Allows everything before this position to be forgotten. */
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

	/** Returns the position after the last available character. */
	int end() {
		return this.end;
	}

	char at(int position) {
		return Chars.plain(this.chars[position - this.start]);
	}

	/** Returns the character at a position, or {@link #NOTHING} where there is none. */
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

	/** Returns the original characters. */
	String written(int from, int to) {
		return new String(this.chars, from - this.start, to - from);
	}

}
