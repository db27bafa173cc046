package dev.serai.insight.report;

/**
 * Makes names that callers chose safe to show: one line of visible characters, without
 * text direction controls, and of limited length.
 */
final class Label {

	private static final int LONGEST = 60;

	private static final String NONE = "(none)";

	private Label() {
	}

	static String of(String name) {
		StringBuilder shown = new StringBuilder();
		name.codePoints().map(c -> isVisible(c) ? c : ' ').forEach(shown::appendCodePoint);
		String one = shown.toString().strip();
		if (one.isEmpty()) {
			return NONE;
		}
		return (one.codePointCount(0, one.length()) > LONGEST)
				? one.substring(0, one.offsetByCodePoints(0, LONGEST - 1)) + "\u2026" : one;
	}

	private static boolean isVisible(int c) {
		return switch (Character.getType(c)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
					Character.PARAGRAPH_SEPARATOR ->
				false;
			default -> true;
		};
	}

}
