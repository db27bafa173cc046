package dev.serai.gateway.guardrail;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an operator's own patterns match, in time that grows with the text alone. A text
 * is gone through in steps: a match begins in one and ends in the next at the latest, so
 * that it is the same however the text comes, and is found up to {@value #STEP}
 * characters long and no longer than twice that. What it matches counts in plain
 * characters as well as in those that were written.
 */
final class PatternRecogniser implements Recogniser {

	static final int STEP = 128;

	private final Pattern pattern;

	/** The step that was searched last. */
	private int searched = -1;

	/** Where its next match begins and ends. */
	private int start;

	private int end;

	private int firstIn;

	private String window = "";

	/** The same as it was written, where that differs. */
	private @Nullable String written;

	PatternRecogniser(Pattern pattern) {
		this.pattern = pattern;
	}

	@Override
	public String finding() {
		return "pattern";
	}

	@Override
	public boolean beginsWith(char c) {
		return true;
	}

	@Override
	public boolean beginsOtherwise() {
		return true;
	}

	@Override
	public boolean beginsWithinWord() {
		return true;
	}

	@Override
	public int end(Text text, int at) {
		int step = at / STEP;
		if (step != this.searched) {
			int last = (step + 2) * STEP;
			if (last > text.end() && !text.isComplete()) {
				return MORE;
			}
			// One character before, for what depends on where a word begins.
			this.firstIn = Math.max(0, at - 1);
			this.window = text.between(this.firstIn, Math.min(last, text.end()));
			String original = text.written(this.firstIn, Math.min(last, text.end()));
			this.written = original.equals(this.window) ? null : original;
			this.searched = step;
			search(at);
		}
		else if (this.start < at) {
			search(at);
		}
		return (this.start == at) ? this.end : NONE;
	}

	private void search(int from) {
		this.start = Integer.MAX_VALUE;
		search(this.window, from);
		if (this.written != null) {
			search(this.written, from);
		}
	}

	/** The first match counts, of two that begin at one place the longer one. */
	private void search(String in, int from) {
		Matcher matcher = this.pattern.matcher(in);
		int position = from - this.firstIn;
		while (position < in.length() && matcher.find(position)) {
			if (matcher.end() > matcher.start()) {
				int first = this.firstIn + matcher.start();
				int last = this.firstIn + matcher.end();
				if (first < this.start || (first == this.start && last > this.end)) {
					this.start = first;
					this.end = last;
				}
				return;
			}
			position = matcher.start() + 1;
		}
	}

}
