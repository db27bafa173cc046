package dev.serai.gateway.cost;

/**
 * Counts tokens by kinds of characters. A tokenizer makes one token of a common word with
 * the space before it, of up to three digits, of one or two signs, and of at most one
 * character of scripts with many characters. The weights express that in twelfths of a
 * token, measured against o200k_base on prose, code and JSON.
 */
final class RoughCount {

	private static final int TOKEN = 12;

	private static final byte LETTER = 2;

	private static final byte BLANK = 2;

	private static final byte DIGIT = 5;

	private static final byte SIGN = 7;

	/** Letters with accents, Greek, Cyrillic, Hebrew, Arabic. */
	private static final int OTHER_ALPHABET = 4;

	/** Chinese, Japanese, Korean and the rest; half an emoji. */
	private static final int OTHER = 9;

	private static final char FIRST_BEYOND_ALPHABETS = 0x0900;

	private static final byte[] ASCII = ascii();

	private RoughCount() {
	}

	static long of(String text) {
		long twelfths = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c < ASCII.length) {
				twelfths += ASCII[c];
			}
			else {
				twelfths += (c < FIRST_BEYOND_ALPHABETS) ? OTHER_ALPHABET : OTHER;
			}
		}
		return (twelfths + TOKEN - 1) / TOKEN;
	}

	/** Returns the highest count of any text of this length. */
	static long most(long length) {
		return length * OTHER / TOKEN + 1;
	}

	/** Returns the lowest count of any text of this length. */
	static long least(long length) {
		return length * LETTER / TOKEN;
	}

	private static byte[] ascii() {
		byte[] weights = new byte[128];
		for (char c = 0; c < weights.length; c++) {
			if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
				weights[c] = LETTER;
			}
			else if (c >= '0' && c <= '9') {
				weights[c] = DIGIT;
			}
			else {
				weights[c] = (c <= ' ') ? BLANK : SIGN;
			}
		}
		return weights;
	}

}
