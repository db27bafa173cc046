package dev.serai.gateway.provider.dialect;

import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** What Perplexity refuses. */
final class PerplexityRules {

	private PerplexityRules() {
	}

	static void check(Asked asked, Issued issued) {
		for (String name : List.of("tools", "tool_choice", "functions", "logit_bias")) {
			// pipecat#4862
			if (asked.sets(name) && !name.equals("logit_bias")) {
				throw Refused.perplexity("Tool calling is not supported for this model");
			}
			if (asked.sets(name)) {
				throw Refused.perplexity("Unsupported parameter: " + name);
			}
		}
		if (asked.body().path("n").asInt(1) != 1) {
			throw Refused.perplexity("Unsupported parameter: n");
		}
		String before = "";
		for (JsonNode message : asked.messages()) {
			String role = message.path("role").asText("");
			if (!Set.of("system", "user", "assistant", "tool").contains(role)) {
				throw Refused.perplexity("Invalid role: " + role);
			}
			String side = role.equals("tool") ? "user" : role;
			// api-discussion#265, opencode#9416, OpenManus#580
			boolean system = side.equals("system") && (before.isEmpty() || before.equals("system"));
			boolean first = side.equals("user") && (before.isEmpty() || before.equals("system"));
			boolean alternates = (side.equals("user") && before.equals("assistant"))
					|| (side.equals("assistant") && before.equals("user"));
			if (!system && !first && !alternates) {
				throw Refused.perplexity("After the (optional) system message(s), user or tool message(s) should "
						+ "alternate with assistant message(s).");
			}
			content(message, role);
			before = side;
		}
		if (!before.equals("user")) {
			throw Refused.perplexity("Last message must have role `user` or `tool`.");
		}
	}

	private static void content(JsonNode message, String role) {
		JsonNode content = message.path("content");
		if (content.isEmpty() && content.asText("").isEmpty()) {
			throw Refused.perplexity("Message content must not be empty.");
		}
		for (JsonNode part : content) {
			String type = part.path("type").asText("");
			if (!type.equals("text") && !role.equals("user")) {
				throw Refused.perplexity("Only messages of role `user` may contain " + type + ".");
			}
		}
	}

}
