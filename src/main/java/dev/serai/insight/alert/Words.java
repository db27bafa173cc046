package dev.serai.insight.alert;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Constants as files, requests and answers write them: {@code ERROR_RATE} is error_rate.
 */
public final class Words {

	private Words() {
	}

	public static String of(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

	/** The constant of a word; empty when there is none. */
	public static <E extends Enum<E>> Optional<E> constant(Class<E> type, String word) {
		return Arrays.stream(type.getEnumConstants()).filter(constant -> of(constant).equals(word)).findFirst();
	}

	/** All of them, for people. */
	static <E extends Enum<E>> String all(Class<E> type) {
		return Arrays.stream(type.getEnumConstants()).map(Words::of).collect(Collectors.joining(", "));
	}

}
