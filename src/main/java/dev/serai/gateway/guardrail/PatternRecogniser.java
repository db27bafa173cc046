package dev.serai.gateway.guardrail;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognises matches of an operator's own patterns, in time linear in the text. The text
 * is searched in steps: a match begins in one step and ends at the latest in the next, so
 * that results do not depend on how the text arrives. Matches up to {@value #STEP}
 * characters are found, and never more than twice that. Both the plain characters
 * ({@link Chars#plain}) and the original text are searched.
 */
final class PatternRecogniser implements Recogniser {

	static final int STEP = 128;

	private final Pattern pattern;

	/** The step that was searched last. */
	private int searched = -1;

	/** Start and end of its next match. */
	private int start;

	private int end;

	private int firstIn;

	private String window = "";

	/** The original text, where it differs. */
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
			// One character before, because a match may depend on a word boundary.
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

	/** The first match counts; of two that begin at the same place the longer one. */
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
