package dev.serai.gateway.catalog;

import java.util.regex.Pattern;

/** Matches names in which {@code *} stands for any characters. */
public final class Wildcards {

	private Wildcards() {
	}

	/** Returns whether a pattern matches the whole name. */
	public static boolean matches(String pattern, String name) {
		return Pattern.matches("\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E", name);
	}

}
