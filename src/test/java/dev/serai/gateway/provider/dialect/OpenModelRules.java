package dev.serai.gateway.provider.dialect;

import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** What the servers of open models refuse. */
final class OpenModelRules {

	private OpenModelRules() {
	}

	static void openrouter(Asked asked, Issued issued) {
		// zed#36094, pydantic-ai#2896
		if (asked.hasTools() && asked.isModel("gemma-3.*")) {
			throw Refused.openrouter(404, "No endpoints found that support tool use. To learn more about provider "
					+ "routing, visit: https://openrouter.ai/docs/guides/routing/provider-selection");
		}
		OpenAiRules.pairing(asked.messages());
	}

	static void together(Asked asked, Issued issued) {
		for (JsonNode message : asked.messages()) {
			// together-python#113
			if (!Set.of("system", "user", "assistant", "tool").contains(message.path("role").asText(""))) {
				throw Refused.openai("Input validation error", null, null);
			}
		}
	}

	/** Ollama's openai/openai.go. */
	static void ollama(Asked asked, Issued issued) {
		if (asked.hasTools() && asked.isModel("gemma3.*")) {
			throw Refused.ollama("registry.ollama.ai/library/" + asked.model() + " does not support tools");
		}
		for (JsonNode message : asked.messages()) {
			JsonNode content = message.path("content");
			if (!content.isTextual() && !content.isArray() && message.path("tool_calls").isEmpty()) {
				throw Refused.ollama("invalid message content type: <nil>");
			}
			for (JsonNode part : content) {
				switch (part.path("type").asText("")) {
					case "text" -> {
					}
					case "image_url" -> {
						JsonNode image = part.path("image_url");
						String url = image.isTextual() ? image.asText() : image.path("url").asText("");
						String type = Media.dataUrl(url).map(Media::type).orElse("");
						if (!Set.of("image/jpeg", "image/jpg", "image/png", "image/webp").contains(type)) {
							throw Refused.ollama("invalid image input");
						}
					}
					default -> throw Refused.ollama("invalid message format");
				}
			}
		}
	}

	static void vllm(Asked asked, Issued issued) {
		String before = "";
		for (JsonNode message : asked.messages()) {
			String role = message.path("role").asText("");
			// Many chat templates.
			if (role.equals("system") && !before.isEmpty() && !before.equals("system")) {
				throw Refused.vllm("System message must be at the beginning.");
			}
			if (role.equals("developer")) {
				throw Refused.vllm("Unexpected message role.");
			}
			// autogen#1037
			boolean inTurn = role.equals("assistant") ? before.equals("user") : !role.equals(before);
			if (asked.isModel("gemma.*") && (!inTurn || role.equals("tool"))) {
				throw Refused.vllm("Conversation roles must alternate user/assistant/user/assistant/...");
			}
			// vllm#43203
			if (!role.equals("user")) {
				for (JsonNode part : message.path("content")) {
					if (!part.path("type").asText("").equals("text")) {
						throw Refused.vllm("Only text is supported in messages of role " + role + ".");
					}
				}
			}
			before = role.equals("system") ? "system" : role;
		}
	}

}
