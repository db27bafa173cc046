package dev.serai.gateway.endpoint.openai;

import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.serai.gateway.operation.chat.ChatRequest.Sampling;

/** Fields that requests of several operations have in common. */
final class RequestFields {

	private static final int MAX_MODEL = 256;

	private static final int MAX_STOPS = 4;

	private static final Set<String> STREAM_OPTIONS = Set.of("include_usage", "include_obfuscation");

	private RequestFields() {
	}

	static String model(Fields request) {
		String model = request.requiredName("model");
		if (model.length() > MAX_MODEL) {
			throw request.invalid("model", "must not be longer than " + MAX_MODEL + " characters");
		}
		if (model.chars().anyMatch(Character::isISOControl)) {
			throw request.invalid("model", "must not contain control characters");
		}
		return model;
	}

	static Sampling sampling(Fields request) {
		return new Sampling(request.number("temperature", 0, 2), request.number("top_p", 0, 1),
				request.longInteger("seed"), stop(request), request.number("presence_penalty", -2, 2),
				request.number("frequency_penalty", -2, 2));
	}

	private static List<String> stop(Fields request) {
		JsonNode stop = request.get("stop");
		if (stop == null) {
			return List.of();
		}
		if (stop.isTextual()) {
			return List.of(stop.textValue());
		}
		if (!(stop instanceof ArrayNode list)) {
			throw Fields.wrongType(request.path().field("stop"), "a string or a list of strings");
		}
		if (list.size() > MAX_STOPS) {
			throw request.invalid("stop", "must not hold more than " + MAX_STOPS + " texts");
		}
		return request.list("stop", (item, path) -> {
			if (!item.isTextual()) {
				throw Fields.wrongType(path, "a string");
			}
			return item.textValue();
		});
	}

	static boolean includeUsage(Fields request, boolean stream) {
		Fields options = request.object("stream_options");
		if (options == null) {
			return false;
		}
		if (!stream) {
			throw request.invalid("stream_options", "is only allowed when stream is true");
		}
		options.keepOthers(STREAM_OPTIONS);
		options.bool("include_obfuscation");
		return options.isTrue("include_usage");
	}

}
