package dev.serai.platform.mail;

/** What may stand in a mail's head: one line, so that nobody adds a line of their own. */
final class Plain {

	private Plain() {
	}

	/**
	 * @throws IllegalArgumentException for what is blank, too long or has a character for
	 * control
	 */
	static String line(String name, String text, int longest) {
		if (text.isBlank() || text.length() > longest || !isOneLine(text)) {
			throw new IllegalArgumentException("The mail's " + name + " is not one line of 1 to " + longest);
		}
		return text;
	}

	static boolean isOneLine(String text) {
		return text.codePoints().noneMatch(c -> Character.isISOControl(c) || switch (Character.getType(c)) {
			case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> true;
			default -> false;
		});
	}

}
