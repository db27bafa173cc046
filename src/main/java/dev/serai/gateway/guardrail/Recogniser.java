package dev.serai.gateway.guardrail;

/**
 * Recognises one kind of finding at a position of a text. The result for a position may
 * depend only on a bounded number of characters around it, so that it is the same for a
 * text that arrives in pieces. One per text, not thread-safe.
 */
interface Recogniser {

	/** There is no match here. */
	int NONE = -1;

	/** More of the text is needed to decide. */
	int MORE = -2;

	/** Returns the name of the kind. */
	String finding();

	/** Returns whether a match may begin with this ASCII character. */
	boolean beginsWith(char c);

	/** Returns whether a match may begin with a character that is not ASCII. */
	default boolean beginsOtherwise() {
		return false;
	}

	/** Returns whether a match may begin directly after an ASCII letter or digit. */
	default boolean beginsWithinWord() {
		return false;
	}

	/**
	 * Returns whether the text may contain a match at all; faster than checking each
	 * position.
	 */
	default boolean possibleIn(String whole) {
		return true;
	}

	/**
	 * Returns the end of the match that begins here, or {@link #NONE} or {@link #MORE}.
	 * {@link #MORE} is not returned for a complete text.
	 */
	int end(Text text, int at);

	/**
	 * Returns how far a match of unbounded length goes on. It is called again with more
	 * text when all of the text belongs to the match.
	 */
	default int rest(Text text, int from) {
		return from;
	}

}
