package dev.serai.platform.start;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads a setting that is a list with commas between. Blanks around a value and blank
 * values are dropped: {@code "a, ,b,"} has two values. A value that makes no sense ends
 * the start, for a list that silently lacks a value grants or refuses what nobody meant.
 */
public final class SettingList {

	private static final int LONGEST = 512;

	private static final String QUOTES = "\"'[]{}";

	private SettingList() {
	}

	/**
	 * The values in their order, each once.
	 * @param variable the setting's name in the environment
	 * @param values as they were set
	 * @param usable whether a value makes sense
	 * @param otherwise what a value is that makes no sense, like "no domain"
	 * @param rule what a value must be, and an example
	 * @throws CannotStart for a value that makes no sense
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

	/** As {@link #of}, for values that may be any text. */
	public static Set<String> ofNames(String variable, Collection<String> values) {
		return of(variable, values, value -> QUOTES.indexOf(value.charAt(0)) < 0, "no plain name",
				"names with commas between, without quotes and brackets, like admins,platform.");
	}

	private static boolean isPlain(String value) {
		return value.length() <= LONGEST && value.codePoints().noneMatch(SettingList::isUnseen);
	}

	/** What nobody sees on a screen cannot be what they meant. */
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
