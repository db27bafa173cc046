package dev.serai.gateway.guardrail;

/** Classifies characters. */
final class Chars {

	/** The end of the European scripts that separate words by spaces. */
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

	/**
	 * Returns whether this is a letter or digit of a script that an e-mail address may
	 * use.
	 */
	static boolean isWord(char c) {
		return isAlphanumeric(c) || (c >= 0xc0 && c < END_OF_CYRILLIC && Character.isLetter(c));
	}

	/**
	 * Returns whether this is a letter or digit of a script that separates words by
	 * spaces.
	 */
	static boolean joinsWords(char c) {
		return Character.isLetterOrDigit(c) && (c < 0x2e80 || !Character.isIdeographic(c)) && !isKana(c);
	}

	private static boolean isKana(char c) {
		return (c >= 0x3040 && c < 0x3100) || (c >= 0x0e00 && c < 0x0f00);
	}

	/**
	 * Returns the ASCII character that a reader would see: for spaces of any width,
	 * dashes, and full-width letters, digits and signs. All other characters stay as they
	 * are.
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

	/**
	 * Returns whether the character is invisible: zero-width characters and the soft
	 * hyphen.
	 */
	static boolean isUnseen(char c) {
		return c == 0xad || (c >= 0x200b && c <= 0x200d) || c == 0x2060 || c == 0xfeff;
	}

	static char upper(char c) {
		return (c >= 'a' && c <= 'z') ? (char) (c - 32) : c;
	}

}
