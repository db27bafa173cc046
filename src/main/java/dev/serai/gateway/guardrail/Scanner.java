package dev.serai.gateway.guardrail;

import org.jspecify.annotations.Nullable;

/**
 * Goes through one text from left to right and parts what is found from what is not.
 * Where a text comes in pieces it lets go of all that nothing can be found in any more,
 * and says the same of it as of the whole. Not thread-safe.
 */
final class Scanner {

	private final Recogniser[] recognisers;

	private final int[] beginning;

	private final int otherwise;

	private final int withinWords;

	private final int possible;

	private final Text text;

	private final Sink sink;

	private int position;

	/** What lies before was told. */
	private int told;

	private @Nullable Recogniser within;

	Scanner(Recogniser[] recognisers, int[] beginning, int otherwise, int withinWords, int possible, Text text,
			Sink sink) {
		this.recognisers = recognisers;
		this.beginning = beginning;
		this.otherwise = otherwise;
		this.withinWords = withinWords;
		this.possible = possible;
		this.text = text;
		this.sink = sink;
	}

	/** More of the text has come. */
	void add(String more) {
		this.text.add(more);
		run();
		this.text.forget(this.told);
	}

	/** The text has ended. */
	void end() {
		this.text.complete();
		run();
	}

	void run() {
		while (this.position < this.text.end()) {
			if (this.within != null) {
				this.position = this.within.rest(this.text, this.position);
				this.told = this.position;
				if (this.position == this.text.end()) {
					return;
				}
				this.within = null;
				continue;
			}
			char c = this.text.at(this.position);
			int candidates = ((c < 128) ? this.beginning[c] : this.otherwise) & this.possible;
			if (candidates != 0 && Chars.isAlphanumeric(this.text.orNothing(this.position - 1))) {
				candidates &= this.withinWords;
			}
			if (candidates == 0) {
				this.position++;
			}
			else if (!look(candidates)) {
				break;
			}
		}
		tell();
	}

	/** Moves on; false when more of the text is needed to do so. */
	private boolean look(int candidates) {
		int end = Recogniser.NONE;
		Recogniser found = null;
		for (int left = candidates; left != 0; left &= left - 1) {
			Recogniser recogniser = this.recognisers[Integer.numberOfTrailingZeros(left)];
			int match = recogniser.end(this.text, this.position);
			if (match == Recogniser.MORE) {
				return false;
			}
			if (match > end) {
				end = match;
				found = recogniser;
			}
		}
		if (found == null) {
			this.position++;
		}
		else {
			tell();
			this.sink.found(found.finding());
			this.position = end;
			this.told = end;
			this.within = found;
		}
		return true;
	}

	private void tell() {
		int end = this.position;
		// Half a character is not told.
		boolean last = end == this.text.end() && this.text.isComplete();
		if (end > this.told && !last && Character.isHighSurrogate(this.text.at(end - 1))) {
			end--;
		}
		if (end > this.told) {
			this.sink.text(this.text.written(this.told, end));
			this.told = end;
		}
	}

	/** Gets a text's parts in order. */
	interface Sink {

		/** Text in which nothing was found. */
		void text(String plain);

		/** Something was found here. */
		void found(String finding);

	}

}
