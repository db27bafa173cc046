package dev.serai.gateway.call;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Set;

import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * The rule for names of teams, organisations, keys, people, reports, rules, features and
 * tags, which people must be able to tell apart by sight. Names contain no characters
 * that are invisible, change the direction of text or are unassigned. They are compared
 * in Unicode form NFKC, which maps full-width characters, ligatures and other
 * compatibility characters to the plain ones.
 */
public final class NameRule {

	/** What to do about a name that {@link #isVisible} rejects. */
	public static final String HINT = "no control characters and none that are invisible or change the direction of text";

	private static final int LONGEST = 100;

	private NameRule() {
	}

	/**
	 * Returns the name of a team, key or the like without white space around it.
	 * @throws CallRefused 400 when it is absent, empty, longer than {@value #LONGEST}
	 * characters or contains hidden ones
	 */
	public static String name(String field, @Nullable String text) {
		String name = (text != null) ? stripped(text) : "";
		check(field, name, LONGEST);
		return name;
	}

	/**
	 * Checks a text that an operator sent.
	 * @throws CallRefused 400 when it is blank, longer or contains hidden characters
	 */
	public static void check(String field, String text, int longest) {
		if (!isPlain(text, longest)) {
			throw ApiError.invalid(field, "'" + field + "' must have 1 to " + longest + " characters, " + HINT + ".")
				.refused();
		}
	}

	/**
	 * Returns a set of such texts.
	 * @throws CallRefused 400 as {@link #check}
	 */
	public static Set<String> set(String field, Collection<String> texts, int longest) {
		if (!texts.stream().allMatch(text -> isPlain(text, longest))) {
			throw ApiError
				.invalid(field, "Each of '" + field + "' must have 1 to " + longest + " characters, " + HINT + ".")
				.refused();
		}
		return Set.copyOf(texts);
	}

	private static boolean isPlain(String text, int longest) {
		return !stripped(text).isEmpty() && text.codePointCount(0, text.length()) <= longest && isVisible(text);
	}

	/** Returns the form in which names are compared. */
	public static String compared(String name) {
		return stripped(Normalizer.normalize(name, Normalizer.Form.NFKC));
	}

	/** Returns the name without leading and trailing white space of any kind. */
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

	/** Returns whether all characters of the name are visible and assigned. */
	public static boolean isVisible(String name) {
		for (int i = 0; i < name.length();) {
			int c = name.codePointAt(i);
			// Fast path: most names are ASCII.
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
	 * Letters, marks and signs that display nothing: the grapheme joiner, Hangul fillers,
	 * inherent Khmer vowels, variation selectors and the empty Braille pattern.
	 */
	private static boolean isBlankSign(int c) {
		return c == 0x34f || c == 0x115f || c == 0x1160 || c == 0x17b4 || c == 0x17b5 || (c >= 0x180b && c <= 0x180f)
				|| c == 0x2800 || c == 0x3164 || (c >= 0xfe00 && c <= 0xfe0f) || c == 0xffa0
				|| (c >= 0xe0100 && c <= 0xe01ef);
	}

}
