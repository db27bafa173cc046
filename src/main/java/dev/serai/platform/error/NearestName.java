package dev.serai.platform.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the known name that was probably meant by an unknown one. */
public final class NearestName {

	/** More names than these are not listed in a message. */
	private static final int MOST_LISTED = 20;

	private NearestName() {
	}

	/** Returns the nearest known name; empty when none is near. */
	public static Optional<String> of(String given, Collection<String> known) {
		int most = mostDifferences(given.length());
		return known.stream()
			.min(Comparator.comparingInt((String name) -> distance(name, given)).thenComparing(name -> name))
			.filter(name -> distance(name, given) <= most);
	}

	/** Returns the end of a message about an unknown name: the nearest one, if any. */
	public static String hint(String given, Collection<String> known) {
		return of(given, known).map(name -> "; did you mean " + name + "?").orElse("");
	}

	/** Returns the rule for a name: the known names, if they are few, and the nearest. */
	public static String oneOf(String given, Collection<String> known) {
		return ((known.size() <= MOST_LISTED) ? "one of " + known : "one of " + known.size() + " names")
				+ hint(given, known);
	}

	private static int mostDifferences(int length) {
		return Math.min(length / 2, Math.max(2, length / 4));
	}

	private static int distance(String one, String other) {
		String left = one.toLowerCase(Locale.ROOT);
		String right = other.toLowerCase(Locale.ROOT);
		int distance = LevenshteinDistance.getDefaultInstance().apply(left, right);
		// Two letters in the wrong order are one mistake.
		return (distance == 2 && letters(left).equals(letters(right))) ? 1 : distance;
	}

	private static String letters(String name) {
		return name.chars().sorted().mapToObj(Character::toString).collect(Collectors.joining());
	}

}
