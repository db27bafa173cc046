package dev.serai.gateway.provider.gemini;

import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Google's words for the service tier that serves a request. The Gemini API says
 * {@code serviceTier} in the usage, and in the header {@value #HEADER}; Vertex says
 * {@code trafficType} in the usage. What they leave unspecified says nothing.
 */
final class GeminiTiers {

	static final String HEADER = "x-gemini-service-tier";

	private static final String PREFIX = "service_tier_";

	private GeminiTiers() {
	}

	/** The tier as the catalog names it; null when the usage does not say. */
	static @Nullable String served(JsonNode usage) {
		String tier = ofHeader(usage.path("serviceTier").textValue());
		return (tier != null) ? tier : ofTraffic(usage.path("trafficType").textValue());
	}

	/** The tier as the catalog names it; null when the header does not say. */
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
