package dev.serai.gateway.provider.dialect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.provider.dialect.SchemaScan.Place;

/** What Anthropic's Messages API refuses. */
final class AnthropicRules implements StrictRules {

	private static final Set<String> FIELDS = Set.of("model", "messages", "max_tokens", "system", "temperature",
			"top_p", "top_k", "tools", "tool_choice", "stream", "stop_sequences", "metadata", "thinking",
			"output_config", "output_format", "service_tier", "container", "mcp_servers", "context_management",
			"cache_control", "inference_geo", "speed");

	private static final Map<String, Set<String>> BLOCKS = Map.of("text",
			Set.of("type", "text", "cache_control", "citations"), "image", Set.of("type", "source", "cache_control"),
			"document", Set.of("type", "source", "title", "context", "citations", "cache_control"), "tool_use",
			Set.of("type", "id", "name", "input", "cache_control"), "tool_result",
			Set.of("type", "tool_use_id", "content", "is_error", "cache_control"), "thinking",
			Set.of("type", "thinking", "signature"), "redacted_thinking", Set.of("type", "data"));

	/** The guide to structured outputs. */
	private static final Set<String> NOT_IN_ANSWERS = Set.of("minimum", "maximum", "exclusiveMinimum",
			"exclusiveMaximum", "multipleOf", "minLength", "maxLength", "maxItems", "uniqueItems", "minProperties",
			"maxProperties", "not", "if", "then", "else", "oneOf", "patternProperties", "propertyNames", "contains");

	private static final Pattern ID = Pattern.compile("[a-zA-Z0-9_-]+");

	private static final Pattern TOOL_NAME = Pattern.compile("[a-zA-Z0-9_-]{1,128}");

	private static final String NO_SAMPLING = "claude-(opus-4-[78]|opus-5|sonnet-5|fable-5).*";

	private static final String NO_PREFILL = "claude-(opus-4-[678]|sonnet-4-6|opus-5|sonnet-5|fable-5).*";

	@Override
	public void check(Asked asked, Issued issued) {
		extra(asked.body(), FIELDS, "");
		sampling(asked);
		thinking(asked);
		tools(asked);
		answerSchema(asked);
		system(asked.body().path("system"));
		for (int i = 0; i < asked.messages().size(); i++) {
			message(asked, i, issued);
		}
		toolPairs(asked.messages());
		lastMessage(asked);
		markers(asked.body());
		thinkingFirst(asked);
	}

	private static void extra(JsonNode object, Set<String> known, String at) {
		for (String name : Asked.names(object)) {
			if (!known.contains(name)) {
				throw Refused.anthropic(at + name + ": Extra inputs are not permitted");
			}
		}
	}

	private static void sampling(Asked asked) {
		for (String name : List.of("temperature", "top_p", "top_k")) {
			// RooCode#12162, inspect_ai#3721, pr-agent#2456
			if (asked.body().path(name).asDouble(1) != 1 && asked.isModel(NO_SAMPLING)) {
				throw Refused.anthropic("`" + name + "` is deprecated for this model.");
			}
		}
		double temperature = asked.body().path("temperature").asDouble(0);
		if (temperature < 0 || temperature > 1) {
			throw Refused.anthropic("temperature: range: 0..1");
		}
		// litellm#15097, langfuse#9882, opik#3728
		if (asked.sets("temperature") && asked.sets("top_p")) {
			throw Refused.anthropic(
					"`temperature` and `top_p` cannot both be specified for this model. " + "Please use only one.");
		}
	}

	private static boolean thinks(Asked asked) {
		return Set.of("enabled", "adaptive").contains(asked.body().path("thinking").path("type").asText(""));
	}

	private static void thinking(Asked asked) {
		JsonNode thinking = asked.body().path("thinking");
		String type = thinking.path("type").asText("");
		// hermes#11137
		if (type.equals("enabled") && asked.isModel(NO_SAMPLING)) {
			throw Refused.anthropic("\"thinking.type.enabled\" is not supported for this model. Use "
					+ "\"thinking.type.adaptive\" and \"output_config.effort\" to control thinking behavior.");
		}
		if (type.equals("adaptive") && !asked.isModel(NO_PREFILL)) {
			throw Refused.anthropic("adaptive thinking is not supported on this model");
		}
		if (type.equals("disabled") && asked.isModel("claude-fable-5.*")) {
			throw Refused.anthropic("\"thinking.type.disabled\" is not supported for this model.");
		}
		if (type.equals("enabled")) {
			int budget = thinking.path("budget_tokens").asInt();
			if (budget < 1024) {
				throw Refused
					.anthropic("thinking.enabled.budget_tokens: Input should be greater than or equal to 1024");
			}
			if (asked.body().path("max_tokens").asInt() <= budget) {
				throw Refused.anthropic("`max_tokens` must be greater than `thinking.budget_tokens`.");
			}
		}
		if (!thinks(asked)) {
			return;
		}
		// mastra#7507, langchain#35544, litellm#35637
		if (Set.of("any", "tool").contains(asked.body().path("tool_choice").path("type").asText(""))) {
			throw Refused.anthropic("Thinking may not be enabled when tool_choice forces tool use.");
		}
		if (asked.sets("temperature") && asked.body().path("temperature").asDouble() != 1) {
			throw Refused.anthropic("`temperature` may only be set to 1 when thinking is enabled or in adaptive mode. "
					+ "Please consult our documentation at "
					+ "https://platform.claude.com/docs/en/build-with-claude/extended-thinking");
		}
		if (asked.sets("top_p") && asked.body().path("top_p").asDouble() < 0.95) {
			throw Refused.anthropic("`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled "
					+ "or in adaptive mode");
		}
		if (asked.sets("top_k")) {
			throw Refused.anthropic("`top_k` must be unset when thinking is enabled or in adaptive mode");
		}
	}

	private static void tools(Asked asked) {
		if (asked.sets("tool_choice") && !asked.hasTools()) {
			throw Refused.anthropic("tool_choice may only be specified while providing tools.");
		}
		Set<String> names = new HashSet<>();
		for (int i = 0; i < asked.body().path("tools").size(); i++) {
			JsonNode tool = asked.body().path("tools").get(i);
			if (!tool.has("input_schema")) {
				continue;
			}
			String at = "tools." + i + ".custom.";
			extra(tool, Set.of("name", "description", "input_schema", "cache_control", "strict", "type",
					"eager_input_streaming", "input_examples"), at);
			if (!TOOL_NAME.matcher(tool.path("name").asText()).matches()) {
				throw Refused.anthropic(at + "name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'");
			}
			// LibreChat#13162
			if (!names.add(tool.path("name").asText())) {
				throw Refused.anthropic("tools: Tool names must be unique.");
			}
			JsonNode schema = tool.path("input_schema");
			if (!schema.path("type").asText("").equals("object")) {
				throw Refused.anthropic(at + "input_schema.type: Input should be 'object'");
			}
			// claude-code#40075 and its duplicates, opencode#37916, huly-mcp#66
			if (schema.has("oneOf") || schema.has("allOf") || schema.has("anyOf")) {
				throw Refused.anthropic(
						at + "input_schema: input_schema does not support oneOf, allOf, or anyOf at the top level");
			}
			if (tool.path("strict").asBoolean()) {
				subset(schema, at + "input_schema: ");
			}
		}
	}

	// req_llm#302, laravel/ai#715, litellm#20813
	private static void answerSchema(Asked asked) {
		subset(asked.body().path("output_config").path("format").path("schema"), "output_config.format.schema: ");
		subset(asked.body().path("output_format").path("schema"), "output_format.schema: ");
	}

	private static void subset(JsonNode schema, String at) {
		for (Place place : SchemaScan.of(schema)) {
			String type = place.schema().path("type").asText("object");
			for (String keyword : Asked.names(place.schema())) {
				if (NOT_IN_ANSWERS.contains(keyword)) {
					throw Refused
						.anthropic(at + "For '" + type + "' type, property '" + keyword + "' is not supported");
				}
			}
			if (place.schema().path("minItems").asInt(0) > 1) {
				throw Refused.anthropic(at + "For 'array' type, 'minItems' values other than 0 or 1 are not supported");
			}
			JsonNode additional = place.schema().path("additionalProperties");
			if (place.isObject() && (!additional.isBoolean() || additional.booleanValue())) {
				throw Refused
					.anthropic(at + "For 'object' type, 'additionalProperties' must be explicitly set to false");
			}
		}
	}

	private static void system(JsonNode system) {
		for (int i = 0; i < system.size(); i++) {
			extra(system.get(i), BLOCKS.get("text"), "system." + i + ".");
			text(system.get(i), "system");
		}
	}

	private static void text(JsonNode block, String where) {
		String text = block.path("text").asText("");
		if (text.isEmpty()) {
			throw Refused.anthropic(where + ": text content blocks must be non-empty");
		}
		// claude-code#59812, #23440
		if (text.isBlank()) {
			throw Refused.anthropic(where + ": text content blocks must contain non-whitespace text");
		}
	}

	private static void message(Asked asked, int index, Issued issued) {
		JsonNode message = asked.messages().get(index);
		String at = "messages." + index;
		extra(message, Set.of("role", "content"), at + ".");
		String role = message.path("role").asText("");
		if (!role.equals("user") && !role.equals("assistant")) {
			throw Refused.anthropic(at + ".role: Input should be 'user' or 'assistant'");
		}
		JsonNode content = message.path("content");
		boolean last = index == asked.messages().size() - 1 && role.equals("assistant");
		// Recording anthropic.messages-645db80a2b
		if (content.isEmpty() && content.asText("").isEmpty() && !last) {
			throw Refused.anthropic(at + ": all messages must have non-empty content except for the optional final "
					+ "assistant message");
		}
		if (content.isTextual() && content.asText().isBlank() && !last) {
			throw Refused.anthropic("messages: text content blocks must contain non-whitespace text");
		}
		for (int i = 0; i < content.size(); i++) {
			block(content.get(i), at + ".content." + i, issued);
		}
	}

	private static void block(JsonNode block, String at, Issued issued) {
		String type = block.path("type").asText("");
		Set<String> known = BLOCKS.get(type);
		if (known == null) {
			throw Refused.anthropic(
					at + ": Input tag '" + type + "' found using 'type' does not match any of the " + "expected tags");
		}
		extra(block, known, at + "." + type + ".");
		switch (type) {
			case "text" -> {
				if (block.has("cache_control") && block.path("text").asText("").isEmpty()) {
					throw Refused.anthropic(at + ".text: cache_control cannot be set for empty text blocks");
				}
				text(block, "messages");
			}
			case "image" -> image(block.path("source"), at + ".image.source");
			case "document" -> document(block.path("source"), at + ".document.source");
			case "tool_use" -> {
				// nanobot#4356
				if (!ID.matcher(block.path("id").asText("")).matches()) {
					throw Refused.anthropic(at + ".tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'");
				}
				if (!block.path("input").isObject()) {
					throw Refused.anthropic(at + ".tool_use.input: Input should be a valid dictionary");
				}
			}
			case "tool_result" -> {
				for (int i = 0; i < block.path("content").size(); i++) {
					block(block.path("content").get(i), at + ".tool_result.content." + i, issued);
				}
			}
			// opencode#6418, llxprt#2335
			case "thinking" -> {
				if (!issued.verifies("anthropic", block.path("signature").asText(""),
						block.path("thinking").asText(""))) {
					throw Refused.anthropic(at + ": Invalid `signature` in `thinking` block");
				}
			}
			case "redacted_thinking" -> {
				if (!issued.knows("anthropic", block.path("data").asText(""))) {
					throw Refused.anthropic(at + ": Invalid `data` in `redacted_thinking` block");
				}
			}
			default -> {
			}
		}
	}

	private static void image(JsonNode source, String at) {
		if (!source.path("type").asText("").equals("base64")) {
			return;
		}
		Media media = new Media(source.path("media_type").asText(""), source.path("data").asText(""));
		// hermes#55432, claude-code#8184
		if (!Set.of("image/jpeg", "image/png", "image/gif", "image/webp").contains(media.type())) {
			throw Refused.anthropic(at + ".base64.media_type: Input should be 'image/jpeg', 'image/png', 'image/gif' "
					+ "or 'image/webp'");
		}
		// home-assistant#167208
		media.actualImage().filter(actual -> !actual.equals(media.type())).ifPresent(actual -> {
			throw Refused.anthropic(at + ".base64: The image was specified using the " + media.type()
					+ " media type, but the image appears to be a " + actual + " image");
		});
	}

	private static void document(JsonNode source, String at) {
		String type = source.path("type").asText("");
		String mediaType = source.path("media_type").asText("");
		if (type.equals("base64") && !mediaType.equals("application/pdf")) {
			throw Refused.anthropic(at + ".base64.media_type: Input should be 'application/pdf'");
		}
		if (type.equals("text") && !mediaType.equals("text/plain")) {
			throw Refused.anthropic(at + ".text.media_type: Input should be 'text/plain'");
		}
	}

	private static List<String> ids(JsonNode message, String type, String field) {
		List<String> ids = new ArrayList<>();
		message.path("content").forEach(block -> {
			if (block.path("type").asText("").equals(type)) {
				ids.add(block.path(field).asText(""));
			}
		});
		return ids;
	}

	private static void toolPairs(JsonNode messages) {
		Set<String> all = new HashSet<>();
		List<String> open = List.of();
		for (int i = 0; i < messages.size(); i++) {
			JsonNode message = messages.get(i);
			List<String> results = ids(message, "tool_result", "tool_use_id");
			for (String result : results) {
				if (!open.contains(result)) {
					throw Refused.anthropic("messages." + i + ".content.0: unexpected `tool_use_id` found in "
							+ "`tool_result` blocks: " + result + ". Each `tool_result` block must have a "
							+ "corresponding `tool_use` block in the previous message.");
				}
			}
			Set<String> missing = new LinkedHashSet<>(open);
			missing.removeAll(results);
			if (!missing.isEmpty() || (!results.isEmpty() && !resultsFirst(message))) {
				throw Refused.anthropic("messages." + (i - 1) + ": `tool_use` ids were found without `tool_result` "
						+ "blocks immediately after: " + String.join(", ", missing.isEmpty() ? open : missing)
						+ ". Each `tool_use` block must have a corresponding `tool_result` block in the next message.");
			}
			open = ids(message, "tool_use", "id");
			// litellm#23510, claude-code#20901
			for (String id : open) {
				if (!all.add(id)) {
					throw Refused.anthropic("messages." + i + ".content.1: `tool_use` ids must be unique");
				}
			}
		}
		if (!open.isEmpty()) {
			throw Refused.anthropic("messages." + (messages.size() - 1) + ": `tool_use` ids were found without "
					+ "`tool_result` blocks immediately after: " + String.join(", ", open) + ". Each `tool_use` block "
					+ "must have a corresponding `tool_result` block in the next message.");
		}
	}

	private static boolean resultsFirst(JsonNode message) {
		boolean other = false;
		for (JsonNode block : message.path("content")) {
			boolean result = block.path("type").asText("").equals("tool_result");
			if (result && other) {
				return false;
			}
			other |= !result;
		}
		return true;
	}

	private static void lastMessage(Asked asked) {
		JsonNode last = asked.messages().path(asked.messages().size() - 1);
		if (!last.path("role").asText("").equals("assistant")) {
			return;
		}
		// llxprt#3695, opencode-dcp#520, agentic-ai-engineering#43
		if (asked.isModel(NO_PREFILL)) {
			throw Refused.anthropic("This model does not support assistant message prefill. "
					+ "The conversation must end with a user message.");
		}
		// langchain#35071, vercel/ai#2124, crewAI#4430, opencode#1295
		JsonNode content = last.path("content");
		String text = content.isTextual() ? content.asText() : content.path(content.size() - 1).path("text").asText("");
		if (!text.equals(text.stripTrailing())) {
			throw Refused.anthropic("messages: final assistant content cannot end with trailing whitespace");
		}
	}

	private static void markers(JsonNode body) {
		int found = body.findValues("cache_control").size();
		if (found > 4) {
			throw Refused.anthropic("A maximum of 4 blocks with cache_control may be provided. Found " + found + ".");
		}
	}

	// inspect_ai#3025. In adaptive mode the last turn may begin with anything.
	private static void thinkingFirst(Asked asked) {
		JsonNode messages = asked.messages();
		boolean manual = asked.body().path("thinking").path("type").asText("").equals("enabled");
		if (!manual || messages.size() < 2
				|| ids(messages.path(messages.size() - 1), "tool_result", "tool_use_id").isEmpty()) {
			return;
		}
		int index = messages.size() - 2;
		String first = messages.get(index).path("content").path(0).path("type").asText("");
		if (!first.equals("thinking") && !first.equals("redacted_thinking")) {
			throw Refused.anthropic("messages." + index + ".content.0.type: Expected `thinking` or "
					+ "`redacted_thinking`, but found `" + first + "`. When `thinking` is enabled, a final `assistant` "
					+ "message must start with a thinking block (preceeding the lastmost set of `tool_use` and "
					+ "`tool_result` blocks). We recommend you include thinking blocks from previous turns. To avoid "
					+ "this requirement, disable `thinking`.");
		}
	}

}
