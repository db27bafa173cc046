package dev.serai.gateway.provider.dialect;

import java.util.List;
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
			boolean reasons = !asked.isModel(".*non-reasoning");
			if (asked.sets(name) && (reasons || !name.equals("stop"))) {
				throw parameter(asked, own);
			}
		});
		effort(asked);
		if (asked.body().path("tools").size() > 128) {
			throw Refused.xai("A maximum of 128 tools is allowed.");
		}
		for (JsonNode tool : asked.body().path("tools")) {
			tool(tool.path("function"));
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

	// cherry-studio#18880, Codewhale#4546, CLIProxyAPI#4343, opencodex#122; the guide to
	// function calling
	private static void tool(JsonNode function) {
		JsonNode schema = function.path("parameters");
		String start = function.path("name").asText() + ": tool parameter root must be an object type";
		for (String union : List.of("anyOf", "oneOf", "allOf")) {
			for (JsonNode branch : schema.path(union)) {
				if (!branch.path("type").asText("").equals("object")) {
					throw Refused.xai(start + " (root schema is an anyOf/oneOf union with a non-object branch)");
				}
			}
		}
		boolean union = schema.has("anyOf") || schema.has("oneOf");
		if (schema.isObject() && !union && !schema.path("type").asText("").equals("object")) {
			throw Refused.xai(start);
		}
		for (SchemaScan.Place place : SchemaScan.of(schema)) {
			for (JsonNode property : place.schema().path("properties")) {
				if (property.isBoolean()) {
					throw Refused.xai(function.path("name").asText() + ": boolean schemas are not supported");
				}
			}
			if (place.schema().has("minContains") || place.schema().has("maxContains")) {
				throw Refused.xai(function.path("name").asText() + ": minContains and maxContains are not supported");
			}
			if (place.schema().path("items").isArray()) {
				throw Refused.xai(function.path("name").asText() + ": items must be a schema");
			}
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
			throw Refused.xai("Only messages of role 'user' can have a name.");
		}
		for (JsonNode part : content) {
			String type = part.path("type").asText("");
			if (!type.equals("text") && !(type.equals("image_url") && role.equals("user"))) {
				throw Refused.xai("Invalid request content: unsupported content type " + type);
			}
			Media.dataUrl(part.path("image_url").path("url").asText("")).ifPresent(media -> {
				if (!Set.of("image/jpeg", "image/png").contains(media.type())) {
					// cline#4883, #5278
					throw Refused
						.xai("Invalid request content: Downloaded response does not contain a valid JPG or PNG "
								+ "image.");
				}
			});
		}
	}

}
