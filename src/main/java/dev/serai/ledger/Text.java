package dev.serai.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Makes text storable: replaces what PostgreSQL does not accept (U+0000, unpaired
 * surrogates) with U+FFFD, and cuts overlong text.
 */
final class Text {

	private static final char REPLACEMENT = '\uFFFD';

	private Text() {
	}

	/** Returns the same object when nothing has to be changed. */
	static @Nullable String fit(@Nullable String text, int longest) {
		return (text == null) ? null : fitting(text, longest);
	}

	/** Works as {@link #fit}, for text that is never null. */
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
