package dev.serai.gateway.guardrail;

import org.jspecify.annotations.Nullable;

/**
 * Scans a text from left to right and separates findings from the rest. Of a text that
 * arrives in pieces it outputs everything that cannot be part of a later finding; the
 * result is the same as for the whole text. Not thread-safe.
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

	/** Everything before this position was output. */
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

	/** Adds more of the text. */
	void add(String more) {
		this.text.add(more);
		run();
		this.text.forget(this.told);
	}

	/** Marks the end of the text. */
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

	/** Advances the position; returns false when more of the text is needed. */
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
		// Never output half of a surrogate pair.
		boolean last = end == this.text.end() && this.text.isComplete();
		if (end > this.told && !last && Character.isHighSurrogate(this.text.at(end - 1))) {
			end--;
		}
		if (end > this.told) {
			this.sink.text(this.text.written(this.told, end));
			this.told = end;
		}
	}

	/** Receives the parts of a text in order. */
	interface Sink {

		/** Text without findings. */
		void text(String plain);

		/** A finding of this kind. */
		void found(String finding);

	}

}
