package dev.serai.gateway.provider.dialect;

import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** What xAI refuses. */
final class XaiRules {

	private static final Map<String, String> NOT_TAKEN = Map.of("presence_penalty", "presencePenalty",
			"frequency_penalty", "frequencyPenalty", "stop", "stop");

	private XaiRules() {
	}

	static void check(Asked asked, Issued issued) {
		// litellm#16265
		NOT_TAKEN.forEach((name, own) -> {
			if (asked.sets(name)) {
				throw parameter(asked, own);
			}
		});
		effort(asked);
		if (asked.body().path("tools").size() > 128) {
			throw Refused.xai("A maximum of 128 tools is allowed.");
		}
		for (JsonNode message : asked.messages()) {
			message(message);
		}
	}

	private static Refused parameter(Asked asked, String name) {
		return Refused.xai("Model " + asked.model() + " does not support parameter " + name + ".");
	}

	private static void effort(Asked asked) {
		if (!asked.sets("reasoning_effort")) {
			return;
		}
		Set<String> values = asked.isModel("grok-4\\.5") ? Set.of("low", "medium", "high")
				: asked.isModel("grok-4\\.3") ? Set.of("none", "low", "medium", "high") : Set.of();
		if (!values.contains(asked.text("reasoning_effort"))) {
			throw parameter(asked, "reasoningEffort");
		}
	}

	private static void message(JsonNode message) {
		String role = message.path("role").asText("");
		if (!Set.of("system", "user", "assistant", "tool").contains(role)) {
			throw Refused.xai("Invalid request content: unknown role " + role);
		}
		JsonNode content = message.path("content");
		// langchain#34140, AstrBot#6447
		if (!content.isTextual() && content.isEmpty()) {
			throw Refused.xai("Invalid request content: Each message must have at least one content element.");
		}
		// litellm#9720
		if (message.has("name") && !role.equals("user")) {
			throw Refused.xai("Invalid request content: only messages of role user may have a name");
		}
		for (JsonNode part : content) {
			String type = part.path("type").asText("");
			if (!type.equals("text") && !(type.equals("image_url") && role.equals("user"))) {
				throw Refused.xai("Invalid request content: unsupported content type " + type);
			}
			Media.dataUrl(part.path("image_url").path("url").asText("")).ifPresent(media -> {
				if (!Set.of("image/jpeg", "image/png").contains(media.type())) {
					throw Refused.xai("Unsupported image type: " + media.type());
				}
			});
		}
	}

}
