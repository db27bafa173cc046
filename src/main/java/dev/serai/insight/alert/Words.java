package dev.serai.insight.alert;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Converts enum constants to the spelling of files, requests and responses: {@code
 * ERROR_RATE} is error_rate.
 */
public final class Words {

	private Words() {
	}

	public static String of(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

	/** Returns the constant for a word; empty when there is none. */
	public static <E extends Enum<E>> Optional<E> constant(Class<E> type, String word) {
		return Arrays.stream(type.getEnumConstants()).filter(constant -> of(constant).equals(word)).findFirst();
	}

}
