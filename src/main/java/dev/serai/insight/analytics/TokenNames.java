package dev.serai.insight.analytics;

import java.util.Locale;

import dev.serai.gateway.operation.TokenClass;

/** The JSON names of token classes. */
public final class TokenNames {

	private TokenNames() {
	}

	/** {@code CACHE_WRITE_5M} is {@code cacheWrite5m}. */
	public static String of(TokenClass tokenClass) {
		StringBuilder name = new StringBuilder();
		for (String word : tokenClass.name().toLowerCase(Locale.ROOT).split("_", -1)) {
			name.append(name.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
		}
		return name.toString();
	}

}
