package dev.serai.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Text from outside, made fit to be kept: what no database takes (U+0000, half a
 * surrogate pair) becomes U+FFFD, and what is too long is cut.
 */
final class Text {

	private static final char REPLACEMENT = '\uFFFD';

	private Text() {
	}

	/** Most text is fit as it is and comes back as the same object. */
	static @Nullable String fit(@Nullable String text, int longest) {
		return (text == null) ? null : fitting(text, longest);
	}

	/** For a text that is always there. */
	static String fitting(String text, int longest) {
		String cut = (text.length() > longest) ? cut(text, longest) : text;
		for (int i = 0; i < cut.length(); i++) {
			char c = cut.charAt(i);
			if (c == 0 || Character.isSurrogate(c)) {
				return replaced(cut, i);
			}
		}
		return cut;
	}

	private static String cut(String text, int longest) {
		boolean splitsPair = Character.isHighSurrogate(text.charAt(longest - 1))
				&& Character.isLowSurrogate(text.charAt(longest));
		return text.substring(0, splitsPair ? longest - 1 : longest);
	}

	private static String replaced(String text, int from) {
		StringBuilder fit = new StringBuilder(text.length()).append(text, 0, from);
		text.codePoints().skip(text.codePointCount(0, from)).forEach(c -> {
			boolean unfit = c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
			fit.appendCodePoint(unfit ? REPLACEMENT : c);
		});
		return fit.toString();
	}

}
