package dev.serai.insight.alert;

import java.util.Locale;

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

}
