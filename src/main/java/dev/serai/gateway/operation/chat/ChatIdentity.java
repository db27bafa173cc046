package dev.serai.gateway.operation.chat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.operation.Digest;
import dev.serai.gateway.operation.chat.ChatRequest.OutputFormat;
import dev.serai.gateway.operation.chat.ChatRequest.Reasoning;
import dev.serai.gateway.operation.chat.ChatRequest.Sampling;
import dev.serai.gateway.operation.chat.ChatRequest.Tool;
import dev.serai.gateway.operation.chat.ChatRequest.ToolChoice;
import dev.serai.gateway.operation.chat.Message.Part;
import dev.serai.gateway.operation.chat.Message.ReasoningBlock;
import dev.serai.gateway.operation.chat.Message.Source;
import dev.serai.gateway.operation.chat.Message.ToolCall;

/**
 * Adds everything of a chat that may change its answer to a digest. Records are
 * deconstructed completely, so that a new component does not compile here until it is
 * handled.
 */
final class ChatIdentity {

	private ChatIdentity() {
	}

	static void of(ChatRequest chat, Digest digest) {
		if (chat instanceof ChatRequest(String model, List<Message> messages, List<Tool> tools, ToolChoice toolChoice, Boolean parallelToolCalls, OutputFormat format, Sampling sampling, Integer maxOutputTokens, int choices, Reasoning reasoning, boolean stream, boolean includeUsage, String user, Map<String, JsonNode> extras)) {
			digest.text(model);
			digest.list(messages, message -> message(digest, message));
			digest.list(tools, tool -> tool(digest, tool));
			toolChoice(digest, toolChoice);
			digest.bool(parallelToolCalls);
			format(digest, format);
			sampling(digest, sampling);
			digest.whole(maxOutputTokens).whole(choices);
			reasoning(digest, reasoning);
			digest.text(user);
			digest.list(new TreeMap<>(extras).entrySet(), extra -> digest.text(extra.getKey()).json(extra.getValue()));
			// Unknown fields may add content that has no neutral form, so that only an
			// answer of the same form (streamed or not) can be reused.
			digest.bool(extras.isEmpty() ? null : stream);
		}
	}

	private static void message(Digest digest, Message message) {
		switch (message) {
			case Message.System(List<Part> parts, boolean developer) ->
				digest.kind('S', 0).list(parts, part -> part(digest, part));
			case Message.User(List<Part> parts, String name) ->
				digest.kind('U', 0).list(parts, part -> part(digest, part)).text(name);
			case Message.Assistant(List<Part> parts, List<ToolCall> calls, List<ReasoningBlock> reasoning) ->
				digest.kind('A', 0)
					.list(parts, part -> part(digest, part))
					.list(calls, call -> toolCall(digest, call))
					.list(reasoning, block -> block(digest, block));
			case Message.ToolResult(String callId, List<Part> parts) ->
				digest.kind('T', 0).text(callId).list(parts, part -> part(digest, part));
		}
	}

	private static void part(Digest digest, Part part) {
		switch (part) {
			case Part.Text(String text, JsonNode cacheControl) -> digest.kind('t', 0).text(text).json(cacheControl);
			case Part.Image(Source source, String detail) -> source(digest.kind('g', 0), source).text(detail);
			case Part.Document(Source source, String filename) -> source(digest.kind('p', 0), source).text(filename);
			case Part.Audio(String base64, String format) -> digest.kind('a', 0).text(base64).text(format);
			case Part.Refusal(String text) -> digest.kind('r', 0).text(text);
		}
	}

	private static Digest source(Digest digest, Source source) {
		return switch (source) {
			case Source.Url(String url) -> digest.kind('u', 0).text(url);
			case Source.Data(String mediaType, String base64) -> digest.kind('m', 0).text(mediaType).text(base64);
			case Source.FileId(String id) -> digest.kind('f', 0).text(id);
		};
	}

	private static void toolCall(Digest digest, ToolCall call) {
		if (call instanceof ToolCall(String id, String name, String arguments, String signature)) {
			digest.text(id).text(name).text(arguments).text(signature);
		}
	}

	private static void block(Digest digest, ReasoningBlock block) {
		if (block instanceof ReasoningBlock(String text, String signature, String encrypted, String format)) {
			digest.text(text).text(signature).text(encrypted);
		}
	}

	private static void tool(Digest digest, Tool tool) {
		if (tool instanceof Tool(String name, String description, JsonNode parameters, Boolean strict)) {
			digest.text(name).text(description).schema(parameters).bool(strict);
		}
	}

	private static void toolChoice(Digest digest, ToolChoice choice) {
		switch (choice) {
			case null -> digest.text(null);
			case ToolChoice.Auto() -> digest.text("auto");
			case ToolChoice.None() -> digest.text("none");
			case ToolChoice.Required() -> digest.text("required");
			case ToolChoice.Named(String name) -> digest.kind('N', 0).text(name);
		}
	}

	private static void format(Digest digest, OutputFormat format) {
		switch (format) {
			case OutputFormat.Text() -> digest.kind('t', 0);
			case OutputFormat.JsonObject() -> digest.kind('j', 0);
			case OutputFormat.JsonSchema(String name, String description, JsonNode schema, Boolean strict) ->
				digest.kind('J', 0).text(name).text(description).schema(schema).bool(strict);
		}
	}

	private static void sampling(Digest digest, Sampling sampling) {
		if (sampling instanceof Sampling(Double temperature, Double topP, Long seed, List<String> stop, Double presencePenalty, Double frequencyPenalty)) {
			digest.real(temperature)
				.real(topP)
				.whole(seed)
				.list(stop, digest::text)
				.real(presencePenalty)
				.real(frequencyPenalty);
		}
	}

	private static void reasoning(Digest digest, Reasoning reasoning) {
		if (reasoning instanceof Reasoning(String effort, Integer budgetTokens)) {
			digest.text(effort).whole(budgetTokens);
		}
		else {
			digest.text(null);
		}
	}

}
