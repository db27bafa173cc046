package dev.serai.gateway.provider.anthropic;

import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Anthropic's words for the service tier that serves a request, in its usage object.
 * {@code standard}, {@code priority} and {@code batch} are the catalog's words, too. What
 * is served at another speed than {@code standard} has prices of its own: its tier is
 * called as the speed is.
 */
final class AnthropicTiers {

	private static final String STANDARD = "standard";

	private AnthropicTiers() {
	}

	/** The tier as the catalog names it; null when the usage does not say. */
	static @Nullable String served(JsonNode usage) {
		String speed = word(usage.path("speed"));
		if (!speed.isEmpty() && !speed.equals(STANDARD)) {
			return speed;
		}
		String tier = word(usage.path("service_tier"));
		return tier.isEmpty() ? null : tier;
	}

	private static String word(JsonNode word) {
		return word.isTextual() ? word.textValue().strip().toLowerCase(Locale.ROOT) : "";
	}

}
