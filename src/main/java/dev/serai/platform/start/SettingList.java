package dev.serai.platform.start;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Parses comma-separated settings. Blanks around values and blank values are dropped:
 * {@code "a, ,b,"} has two values. An invalid value ends the start, because silently
 * dropping it could grant or refuse something unintentionally.
 */
public final class SettingList {

	private static final int LONGEST = 512;

	private static final String QUOTES = "\"'[]{}";

	private SettingList() {
	}

	/**
	 * Returns the distinct values in order.
	 * @param variable the setting's name in the environment
	 * @param values the raw values
	 * @param usable whether a value is valid
	 * @param otherwise what an invalid value is called, like "no domain"
	 * @param rule the rule for values, with an example
	 * @throws CannotStart for an invalid value
	 */
	public static Set<String> of(String variable, Collection<String> values, Predicate<String> usable, String otherwise,
			String rule) {
		Set<String> kept = new LinkedHashSet<>();
		for (String value : values) {
			String stripped = value.strip();
			if (stripped.isEmpty()) {
				continue;
			}
			if (!isPlain(stripped) || !usable.test(stripped)) {
				throw new CannotStart(variable + " names \"" + shown(stripped) + "\", which is " + otherwise + ".",
						"Set " + variable + " to " + rule);
			}
			kept.add(stripped);
		}
		return kept;
	}

	/** Works as {@link #of}, for values that may be any text. */
	public static Set<String> ofNames(String variable, Collection<String> values) {
		return of(variable, values, value -> QUOTES.indexOf(value.charAt(0)) < 0, "no plain name",
				"names with commas between, without quotes and brackets, like admins,platform.");
	}

	private static boolean isPlain(String value) {
		return value.length() <= LONGEST && value.codePoints().noneMatch(SettingList::isUnseen);
	}

	/** Invisible characters are never intended. */
	private static boolean isUnseen(int c) {
		return switch (Character.getType(c)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED,
					Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
				true;
			default -> false;
		};
	}

	private static String shown(String value) {
		StringBuilder shown = new StringBuilder();
		value.codePoints().limit(60).forEach(c -> shown.appendCodePoint(isUnseen(c) ? '?' : c));
		return shown.toString();
	}

}
