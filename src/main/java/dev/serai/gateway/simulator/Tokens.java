package dev.serai.gateway.simulator;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits text into tokens of four characters: close enough to real tokenizers, and the
 * same for all models.
 */
final class Tokens {

	private static final int CHARACTERS = 4;

	private Tokens() {
	}

	static int count(int characters) {
		return Math.ceilDiv(characters, CHARACTERS);
	}

	/** Returns the tokens of a text; none splits a code point. */
	static List<String> split(String text) {
		List<String> pieces = new ArrayList<>();
		int start = 0;
		while (start < text.length()) {
			int end = Math.min(start + CHARACTERS, text.length());
			if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
				end++;
			}
			pieces.add(text.substring(start, end));
			start = end;
		}
		return pieces;
	}

}
