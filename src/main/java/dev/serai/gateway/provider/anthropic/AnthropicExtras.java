package dev.serai.gateway.provider.anthropic;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.provider.WireProtocol.Unmappable;
import org.jspecify.annotations.Nullable;

/**
 * Handles fields that only some protocols have. A few have the same meaning here; one
 * that is set to its default is ignored; all others cannot be sent.
 */
final class AnthropicExtras {

	private AnthropicExtras() {
	}

	static Optional<Unmappable> cannotCarry(ChatRequest request) {
		return request.extras()
			.entrySet()
			.stream()
			.filter(extra -> !isCarried(extra.getKey(), extra.getValue(), request))
			.findFirst()
			.map(extra -> new Unmappable(extra.getKey(), "Anthropic has no equivalent of this value"));
	}

	private static boolean isCarried(String name, JsonNode value, ChatRequest request) {
		if (value.isNull() || (value.isArray() && value.isEmpty())) {
			return true;
		}
		return switch (name) {
			case "top_k" -> value.isInt() && !AnthropicThinking.isWanted(request);
			case "service_tier" -> serviceTier(value) != null;
			case "safety_identifier" ->
				value.isTextual() && (request.user() == null || request.user().equals(value.asText("")));
			case "logprobs", "store" -> value.isBoolean() && !value.asBoolean();
			case "top_logprobs" -> value.isInt() && value.asInt() == 0;
			case "logit_bias", "metadata" -> value.isObject() && value.isEmpty();
			case "modalities" -> value.isArray() && value.size() == 1 && value.get(0).asText("").equals("text");
			default -> false;
		};
	}

	static void write(JsonGenerator json, ChatRequest request) throws IOException {
		Map<String, JsonNode> extras = request.extras();
		JsonNode topK = extras.get("top_k");
		if (topK != null && topK.isInt()) {
			json.writeNumberField("top_k", topK.asInt());
		}
		JsonNode tier = extras.get("service_tier");
		if (tier != null && !tier.isNull()) {
			json.writeStringField("service_tier", serviceTier(tier));
		}
		String user = endUser(request);
		if (user != null) {
			json.writeObjectFieldStart("metadata");
			json.writeStringField("user_id", user);
			json.writeEndObject();
		}
	}

	private static @Nullable String endUser(ChatRequest request) {
		JsonNode identifier = request.extras().get("safety_identifier");
		return (request.user() == null && identifier != null) ? identifier.textValue() : request.user();
	}

	/** Returns Anthropic's name for a tier; null where it has none. */
	private static @Nullable String serviceTier(JsonNode tier) {
		return switch (tier.asText("")) {
			case "auto" -> "auto";
			case "default", "standard_only" -> "standard_only";
			default -> null;
		};
	}

}
