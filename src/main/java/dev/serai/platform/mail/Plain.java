package dev.serai.platform.mail;

/** Validates header values: a single line, so that no header can be injected. */
final class Plain {

	private Plain() {
	}

	/**
	 * @throws IllegalArgumentException for text that is blank, too long or contains
	 * control characters
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
