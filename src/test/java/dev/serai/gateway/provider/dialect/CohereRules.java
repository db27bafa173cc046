package dev.serai.gateway.provider.dialect;

import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** What Cohere's compatibility API refuses (its documentation, and the reports named). */
final class CohereRules {

	private static final List<String> UNSUPPORTED = List.of("store", "metadata", "logit_bias", "top_logprobs", "n",
			"modalities", "prediction", "audio", "service_tier", "parallel_tool_calls");

	private CohereRules() {
	}

	static void check(Asked asked, Issued issued) {
		for (String name : UNSUPPORTED) {
			if (asked.sets(name)) {
				throw Refused.cohere("unprocessable entity: " + name + " is not supported");
			}
		}
		for (String name : List.of("presence_penalty", "frequency_penalty", "top_p")) {
			double value = asked.body().path(name).asDouble(0);
			if (value < 0 || value > 1) {
				throw Refused.cohere("invalid request: " + name + " must be between 0 and 1 inclusive");
			}
		}
		for (JsonNode message : asked.messages()) {
			if (!Set.of("system", "user", "assistant", "tool").contains(message.path("role").asText(""))) {
				throw Refused.cohere("invalid request: role must be one of system, user, assistant, tool");
			}
			for (JsonNode part : message.path("content")) {
				if (part.has("cache_control")) {
					throw unknown("cache_control");
				}
			}
		}
		for (JsonNode tool : asked.body().path("tools")) {
			// ai_clients_dart#26, openrouter-examples#71
			if (tool.path("function").has("strict")) {
				throw unknown("strict");
			}
		}
		if (asked.sets("reasoning_effort") && !Set.of("none", "high").contains(asked.text("reasoning_effort"))) {
			throw Refused.cohere("invalid request: reasoning_effort must be one of none, high");
		}
	}

	private static Refused unknown(String name) {
		return Refused.cohere("unknown field: parameter '" + name + "' is not a valid field. For proper usage, please "
				+ "refer to https://docs.cohere.com/reference/chat");
	}

}
