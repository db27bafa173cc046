package dev.serai.gateway.routing;

/** Quotes a name from a caller so that it is safe to show. */
final class Quoted {

	private static final int LONGEST = 100;

	private Quoted() {
	}

	/**
	 * Returns the name between backticks, cut to 100 characters; characters that are
	 * invisible, change the direction of text or would end the quotation become question
	 * marks.
	 */
	static String name(String name) {
		StringBuilder text = new StringBuilder("`");
		name.codePoints().limit(LONGEST).map(c -> visible(c) ? c : '?').forEach(text::appendCodePoint);
		return text.append('`').toString();
	}

	private static boolean visible(int c) {
		return c != '`' && switch (Character.getType(c)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
					Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
				false;
			default -> true;
		};
	}

}
