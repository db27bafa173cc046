package dev.serai.gateway.provider.dialect;

import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** What Cohere's compatibility API refuses (its documentation, and the reports named). */
final class CohereRules {

	private static final List<String> UNSUPPORTED = List.of("store", "metadata", "logit_bias", "top_logprobs", "n",
			"modalities", "prediction", "audio", "service_tier", "parallel_tool_calls");

	private static final Set<String> NOT_IN_ANSWERS = Set.of("anyOf", "allOf", "oneOf", "not", "minimum", "maximum",
			"minItems", "maxItems", "minLength", "maxLength", "uniqueItems", "$id");

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
			for (JsonNode part : message.path("content")) {
				if (part.has("cache_control")) {
					throw unknown("cache_control");
				}
			}
		}
		answerSchema(asked.body().path("response_format"));
		if (asked.sets("reasoning_effort") && !Set.of("none", "high").contains(asked.text("reasoning_effort"))) {
			throw Refused.cohere("invalid request: reasoning_effort must be one of none, high");
		}
	}

	// koharu#1128, September 2026; the keywords: the guide to structured outputs
	private static void answerSchema(JsonNode format) {
		String start = "invalid request: response_format validation: invalid 'json_schema' provided: ";
		if (format.path("type").asText("").equals("json_schema") || format.has("json_schema")) {
			throw Refused.cohere(start + "missing required field 'type'");
		}
		for (SchemaScan.Place place : SchemaScan.of(format.path("schema"))) {
			for (String keyword : Asked.names(place.schema())) {
				if (NOT_IN_ANSWERS.contains(keyword)) {
					throw Refused.cohere(start + "unknown field '" + keyword + "' in `"
							+ place.schema().path("type").asText() + "` type");
				}
			}
			if (!place.schema().has("type")) {
				throw Refused
					.cohere(start + "error at '" + String.join(".", place.path()) + "': missing required field 'type'");
			}
			if (place.isObject() && place.schema().path("required").isEmpty()) {
				throw Refused.cohere(start + "`object` type must have at least one required field");
			}
		}
	}

	private static Refused unknown(String name) {
		return Refused.cohere("unknown field: parameter '" + name + "' is not a valid field. For proper usage, please "
				+ "refer to https://docs.cohere.com/reference/chat");
	}

}
