package dev.serai.gateway.guardrail;

import java.util.List;
import java.util.function.Supplier;

/** The set of recognisers that a guardrail uses. Immutable. */
final class Detector {

	private final List<Supplier<Recogniser>> sorts;

	/**
	 * For each ASCII character a bit mask of the recognisers whose matches may begin with
	 * it.
	 */
	private final int[] beginning = new int[128];

	private final int otherwise;

	private final int withinWords;

	/**
	 * @param sorts at most 31 recognisers; of two matches with the same end the earlier
	 * recogniser's counts
	 */
	Detector(List<Supplier<Recogniser>> sorts) {
		this.sorts = List.copyOf(sorts);
		int others = 0;
		int within = 0;
		for (int i = 0; i < sorts.size(); i++) {
			Recogniser recogniser = sorts.get(i).get();
			for (char c = 0; c < this.beginning.length; c++) {
				this.beginning[c] |= recogniser.beginsWith(c) ? 1 << i : 0;
			}
			within |= recogniser.beginsWithinWord() ? 1 << i : 0;
			others |= recogniser.beginsOtherwise() ? 1 << i : 0;
		}
		this.otherwise = others;
		this.withinWords = within;
	}

	/** Returns a scanner for a text that arrives in pieces. */
	Scanner scanner(Scanner.Sink sink) {
		return new Scanner(recognisers(), this.beginning, this.otherwise, this.withinWords, -1, Text.growing(), sink);
	}

	/** Scans a whole text and reports findings and the text between them. */
	void scan(String whole, Scanner.Sink sink) {
		Recogniser[] recognisers = recognisers();
		int possible = 0;
		for (int i = 0; i < recognisers.length; i++) {
			possible |= recognisers[i].possibleIn(whole) ? 1 << i : 0;
		}
		if (possible == 0) {
			sink.text(whole);
			return;
		}
		new Scanner(recognisers, this.beginning, this.otherwise, this.withinWords, possible, Text.of(whole), sink)
			.run();
	}

	private Recogniser[] recognisers() {
		Recogniser[] recognisers = new Recogniser[this.sorts.size()];
		for (int i = 0; i < recognisers.length; i++) {
			recognisers[i] = this.sorts.get(i).get();
		}
		return recognisers;
	}

}
