package dev.serai.gateway.guardrail;

/**
 * Recognises one sort of thing where a text is at. What it says of a position may depend
 * on a bounded number of characters around it and on nothing else, so that a text that
 * comes in pieces is understood as one that comes whole. One per text, not thread-safe.
 */
interface Recogniser {

	/** It is not here. */
	int NONE = -1;

	/** More of the text is needed to say so. */
	int MORE = -2;

	/** What it recognises, in one word. */
	String finding();

	/** Whether it could begin with this character, which is below 128. */
	boolean beginsWith(char c);

	/** Whether it could begin with any other character. */
	default boolean beginsOtherwise() {
		return false;
	}

	/** Whether it could begin right after a letter or digit of ASCII. */
	default boolean beginsWithinWord() {
		return false;
	}

	/** Whether it could be in a text at all; quicker than looking at each character. */
	default boolean possibleIn(String whole) {
		return true;
	}

	/**
	 * Where it ends that begins here, or {@link #NONE} or {@link #MORE}. Of a text that
	 * is complete there is no more.
	 */
	int end(Text text, int at);

	/**
	 * How far it goes on after its end, for what has no greatest length. Where all of the
	 * text belongs to it, it is asked again when more has come.
	 */
	default int rest(Text text, int from) {
		return from;
	}

}
