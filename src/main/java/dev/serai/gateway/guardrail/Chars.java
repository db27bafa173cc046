package dev.serai.gateway.guardrail;

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

	/**
	 * The plain character of ASCII that a reader would take it for: a blank of any width,
	 * a dash, a letter, digit or sign in full width. All others are themselves.
	 */
	static char plain(char c) {
		if (c < 0xa0) {
			return c;
		}
		if (c >= 0xff01 && c <= 0xff5e) {
			return (char) (c - 0xfee0);
		}
		if (c == 0xa0 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f || c == 0x205f || c == 0x3000) {
			return ' ';
		}
		return (c >= 0x2010 && c <= 0x2015) ? '-' : c;
	}

	/** It takes no room where it stands: zero-width characters and the soft hyphen. */
	static boolean isUnseen(char c) {
		return c == 0xad || (c >= 0x200b && c <= 0x200d) || c == 0x2060 || c == 0xfeff;
	}

	static char upper(char c) {
		return (c >= 'a' && c <= 'z') ? (char) (c - 32) : c;
	}

}
