package dev.serai.gateway.call;

import java.text.Normalizer;

/**
 * The rule for names that people tell apart by sight: of teams, organisations, keys,
 * people, reports, rules, features and tags. They hold no character that is invisible,
 * changes the direction of text or has no agreed meaning, and are compared in Unicode's
 * form NFKC, in which characters of full width, ligatures and other compatibility forms
 * are the plain ones.
 */
public final class NameRule {

	/** What a name that {@link #isVisible} refuses is told to do. */
	public static final String HINT = "no control characters and none that are invisible or change the direction of text";

	private NameRule() {
	}

	/** A name in the form in which names are compared. */
	public static String compared(String name) {
		return stripped(Normalizer.normalize(name, Normalizer.Form.NFKC));
	}

	/** A name without the space before and after it, of whatever width. */
	public static String stripped(String name) {
		int start = 0;
		int end = name.length();
		while (start < end && isSpace(name.charAt(start))) {
			start++;
		}
		while (end > start && isSpace(name.charAt(end - 1))) {
			end--;
		}
		return name.substring(start, end);
	}

	private static boolean isSpace(char c) {
		return Character.isWhitespace(c) || Character.isSpaceChar(c);
	}

	/** Whether people see each of its characters for what it is. */
	public static boolean isVisible(String name) {
		for (int i = 0; i < name.length();) {
			int c = name.codePointAt(i);
			// Most names are ASCII.
			if ((c < ' ' || c > '~') && isHidden(c)) {
				return false;
			}
			i += Character.charCount(c);
		}
		return true;
	}

	private static boolean isHidden(int c) {
		return switch (Character.getType(c)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
					Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
				true;
			default -> isBlankSign(c);
		};
	}

	/**
	 * Letters, marks and signs that show nothing: the grapheme joiner, fillers of Hangul,
	 * vowels of Khmer that are not written, variation selectors and the empty Braille
	 * pattern.
	 */
	private static boolean isBlankSign(int c) {
		return c == 0x34f || c == 0x115f || c == 0x1160 || c == 0x17b4 || c == 0x17b5 || (c >= 0x180b && c <= 0x180f)
				|| c == 0x2800 || c == 0x3164 || (c >= 0xfe00 && c <= 0xfe0f) || c == 0xffa0
				|| (c >= 0xe0100 && c <= 0xe01ef);
	}

}
