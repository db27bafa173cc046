package dev.serai.gateway.provider.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The tool calls with their results, as a provider reads them.
 *
 * @param tool the name of the called tool
 * @param result the result's text
 */
record ToolPairs(String tool, String result) {

	static List<ToolPairs> of(Asked asked) {
		return switch (asked.provider()) {
			case "anthropic" -> ofAnthropic(asked.messages());
			case "gemini" -> ofGemini(asked.body().path("contents"));
			default -> ofOpenAi(asked.messages());
		};
	}

	private static List<ToolPairs> ofOpenAi(JsonNode messages) {
		Map<String, String> names = new HashMap<>();
		List<ToolPairs> pairs = new ArrayList<>();
		for (JsonNode message : messages) {
			message.path("tool_calls")
				.forEach(call -> names.put(call.path("id").asText(), call.path("function").path("name").asText()));
			if (message.path("role").asText().equals("tool")) {
				pairs.add(new ToolPairs(names.get(message.path("tool_call_id").asText()),
						message.path("content").toString()));
			}
		}
		return pairs;
	}

	private static List<ToolPairs> ofAnthropic(JsonNode messages) {
		Map<String, String> names = new HashMap<>();
		List<ToolPairs> pairs = new ArrayList<>();
		for (JsonNode message : messages) {
			for (JsonNode block : message.path("content")) {
				if (block.path("type").asText().equals("tool_use")) {
					names.put(block.path("id").asText(), block.path("name").asText());
				}
				if (block.path("type").asText().equals("tool_result")) {
					pairs.add(new ToolPairs(names.get(block.path("tool_use_id").asText()),
							block.path("content").toString()));
				}
			}
		}
		return pairs;
	}

	private static List<ToolPairs> ofGemini(JsonNode contents) {
		List<ToolPairs> pairs = new ArrayList<>();
		for (JsonNode content : contents) {
			for (JsonNode part : content.path("parts")) {
				JsonNode response = part.path("functionResponse");
				if (response.isObject()) {
					pairs.add(new ToolPairs(response.path("name").asText(), response.path("response").toString()));
				}
			}
		}
		return pairs;
	}

}
