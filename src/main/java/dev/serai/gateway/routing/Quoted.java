package dev.serai.gateway.routing;

/** A name that a caller gave, in a form that is safe to show. */
final class Quoted {

	private static final int LONGEST = 100;

	private Quoted() {
	}

	/**
	 * The name between backticks, cut to 100 characters; what is invisible, changes the
	 * direction of writing or would end the quotation becomes a question mark.
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
