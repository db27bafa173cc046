package dev.serai.gateway.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.serai.gateway.simulator.Answer.Call;
import dev.serai.gateway.simulator.Conversation.Format;
import dev.serai.gateway.simulator.Conversation.Tool;
import dev.serai.gateway.simulator.Conversation.ToolUse;

/**
 * Generates the simulated model's answers: text that fits the request, is the same for
 * the same request except for ids, and cannot be mistaken for a real answer.
 */
final class Improviser {

	private static final int SUBJECT_WORDS = 8;

	private Improviser() {
	}

	static Answer answer(Conversation conversation, Instant now) {
		List<Call> calls = calls(conversation);
		List<String> pieces = calls.isEmpty() ? Tokens.split(text(conversation)) : List.of();
		int tokens = pieces.size();
		for (Call call : calls) {
			tokens += Tokens.count(call.name().length() + call.arguments().toString().length());
		}
		boolean cut = tokens > conversation.maxTokens();
		if (cut) {
			// Half a tool call is useless, and two of the protocols cannot express it.
			calls = List.of();
			pieces = pieces.subList(0, Math.min(pieces.size(), conversation.maxTokens()));
			tokens = conversation.maxTokens();
		}
		return new Answer(id(), now, List.copyOf(pieces), calls, cut, Tokens.count(conversation.promptCharacters()),
				tokens);
	}

	private static String id() {
		return UUID.randomUUID().toString().replace("-", "").substring(0, 24);
	}

	private static List<Call> calls(Conversation conversation) {
		if (conversation.toolAnswered() || conversation.toolUse() == ToolUse.NEVER) {
			return List.of();
		}
		List<Tool> called = new ArrayList<>();
		for (Tool tool : conversation.tools()) {
			if (tool.name().equals(conversation.namedTool())
					|| (conversation.namedTool() == null && mentions(conversation.lastText(), tool.name()))) {
				called.add(tool);
			}
		}
		if (called.isEmpty() && conversation.toolUse() == ToolUse.REQUIRED && !conversation.tools().isEmpty()) {
			called.add(conversation.tools().getFirst());
		}
		if (called.size() > 1 && conversation.toolUse() == ToolUse.ONE_AT_WILL) {
			called = called.subList(0, 1);
		}
		return called.stream().map((tool) -> new Call(id(), tool.name(), arguments(tool))).toList();
	}

	/** By its name or by the words of its name, as people write it. */
	private static boolean mentions(String text, String tool) {
		String lower = text.toLowerCase(Locale.ROOT);
		String name = tool.toLowerCase(Locale.ROOT);
		return lower.contains(name) || lower.contains(name.replace('_', ' '));
	}

	private static JsonNode arguments(Tool tool) {
		JsonNode example = SchemaExample.of(tool.parameters());
		return example.isObject() ? example : JsonNodeFactory.instance.objectNode();
	}

	private static String text(Conversation conversation) {
		if (conversation.format() == Format.JSON) {
			return json(conversation).toString();
		}
		String said = conversation.lastText();
		String subject = subject(said);
		String label = "[simulated " + conversation.model() + "] ";
		if (conversation.toolAnswered()) {
			return label + "The tool answered with " + said.length() + " characters that begin “" + subject
					+ "”. A real model would now say what that means.";
		}
		return label + "You asked about “" + subject + "” in " + said.length()
				+ " characters. No model read them: set a provider's key to get a real answer.";
	}

	private static JsonNode json(Conversation conversation) {
		JsonNode schema = conversation.schema();
		if (schema != null) {
			return SchemaExample.of(schema);
		}
		return JsonNodeFactory.instance.objectNode()
			.put("simulated", true)
			.put("model", conversation.model())
			.put("subject", subject(conversation.lastText()));
	}

	private static String subject(String text) {
		String[] words = text.strip().split("\\s+", SUBJECT_WORDS + 1);
		return (words.length <= SUBJECT_WORDS) ? String.join(" ", words)
				: String.join(" ", List.of(words).subList(0, SUBJECT_WORDS)) + " …";
	}

}
