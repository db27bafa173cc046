package dev.serai.gateway.provider.gemini;

import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Maps Google's names of the service tier. The Gemini API reports {@code serviceTier} in
 * the usage and the header {@value #HEADER}; Vertex reports {@code trafficType} in the
 * usage. Unspecified values are ignored.
 */
final class GeminiTiers {

	static final String HEADER = "x-gemini-service-tier";

	private static final String PREFIX = "service_tier_";

	private GeminiTiers() {
	}

	/** Returns the tier as the catalog names it; null when the usage contains none. */
	static @Nullable String served(JsonNode usage) {
		String tier = ofHeader(usage.path("serviceTier").textValue());
		return (tier != null) ? tier : ofTraffic(usage.path("trafficType").textValue());
	}

	/** Returns the tier as the catalog names it; null when the header contains none. */
	static @Nullable String ofHeader(@Nullable String word) {
		String tier = lower(word);
		String plain = tier.startsWith(PREFIX) ? tier.substring(PREFIX.length()) : tier;
		return (plain.isEmpty() || plain.equals("unspecified")) ? null : plain;
	}

	private static @Nullable String ofTraffic(@Nullable String word) {
		return switch (lower(word)) {
			case "", "traffic_type_unspecified" -> null;
			case "on_demand" -> "standard";
			case "on_demand_priority" -> "priority";
			case "on_demand_flex" -> "flex";
			default -> lower(word);
		};
	}

	private static String lower(@Nullable String word) {
		return (word != null) ? word.strip().toLowerCase(Locale.ROOT) : "";
	}

}
