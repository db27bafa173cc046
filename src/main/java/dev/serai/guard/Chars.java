package dev.serai.guard;

/** Sorts of characters. */
final class Chars {

	/** The end of what is written with letters and spaces between words in Europe. */
	private static final char END_OF_CYRILLIC = 0x530;

	private Chars() {
	}

	static boolean isDigit(char c) {
		return c >= '0' && c <= '9';
	}

	static boolean isUpper(char c) {
		return c >= 'A' && c <= 'Z';
	}

	static boolean isAlphanumeric(char c) {
		return isDigit(c) || isUpper(c) || (c >= 'a' && c <= 'z');
	}

	/** A letter or digit of a script that an address may be written in. */
	static boolean isWord(char c) {
		return isAlphanumeric(c) || (c >= 0xc0 && c < END_OF_CYRILLIC && Character.isLetter(c));
	}

	/** A letter or digit of a script that parts words by spaces. */
	static boolean joinsWords(char c) {
		return Character.isLetterOrDigit(c) && (c < 0x2e80 || !Character.isIdeographic(c)) && !isKana(c);
	}

	private static boolean isKana(char c) {
		return (c >= 0x3040 && c < 0x3100) || (c >= 0x0e00 && c < 0x0f00);
	}

	static char upper(char c) {
		return (c >= 'a' && c <= 'z') ? (char) (c - 32) : c;
	}

}
