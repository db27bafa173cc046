package dev.serai.gateway.provider.anthropic;

import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Maps the service tier in Anthropic's usage object. {@code standard}, {@code priority}
 * and {@code batch} are the catalog's names, too. A speed other than {@code standard} has
 * its own prices: its tier is named after the speed.
 */
final class AnthropicTiers {

	private static final String STANDARD = "standard";

	private AnthropicTiers() {
	}

	/**
	 * Returns the tier as the catalog names it; null when the usage does not contain one.
	 */
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
