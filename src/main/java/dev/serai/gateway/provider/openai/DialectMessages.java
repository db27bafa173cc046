package dev.serai.gateway.provider.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.catalog.Dialect;
import dev.serai.gateway.catalog.Dialect.CacheControl;
import dev.serai.gateway.catalog.Dialect.Developer;
import dev.serai.gateway.catalog.Dialect.EmptyContent;
import dev.serai.gateway.catalog.Dialect.Instructions;
import dev.serai.gateway.catalog.Dialect.MissingReasoning;
import dev.serai.gateway.catalog.Dialect.Names;
import dev.serai.gateway.catalog.Dialect.Prefill;
import dev.serai.gateway.catalog.Dialect.ToolResults;
import dev.serai.gateway.provider.dialect.MediaTypes;
import dev.serai.gateway.provider.dialect.ToolCallIds;

/** Changes the messages of one request to a dialect. Not thread-safe. */
final class DialectMessages {

	private static final String BETWEEN = "\n\n";

	private static final String REASONING = "reasoning";

	private static final String REASONING_CONTENT = "reasoning_content";

	private static final String DETAILS = "reasoning_details";

	/** What an answer without content may consist of. */
	private static final List<String> NOT_IN_CONTENT = List.of("refusal", "audio", "function_call");

	/** The names of authors that OpenAI accepts. */
	private static final Pattern NAME = Pattern.compile("[^\\s<|\\\\/>]{1,64}");

	private final Dialect dialect;

	private final boolean tools;

	private final ToolCallIds ids;

	DialectMessages(Dialect dialect, boolean tools) {
		this.dialect = dialect;
		this.tools = tools;
		this.ids = new ToolCallIds(dialect.toolCallIds());
	}

	void apply(ArrayNode messages) {
		List<ObjectNode> changed = new ArrayList<>(messages.size());
		ArrayNode media = JsonNodeFactory.instance.arrayNode();
		for (JsonNode message : messages) {
			if (!(message instanceof ObjectNode object)) {
				return;
			}
			if (!role(object).equals("tool")) {
				addMedia(changed, media);
			}
			message(object, media);
			if (!isEmptyAnswer(object)) {
				changed.add(object);
			}
		}
		addMedia(changed, media);
		List<ObjectNode> ordered = (this.dialect.instructions() == Instructions.FIRST) ? instructionsFirst(changed)
				: changed;
		messages.removeAll();
		switch (this.dialect.turns()) {
			case ANY -> messages.addAll(ordered);
			case ALTERNATE -> messages.addAll(alternating(this.tools ? ordered : withoutTools(ordered)));
			case ANSWER_AFTER_TOOLS -> messages.addAll(answersAfterTools(ordered));
		}
		if (this.dialect.prefill() == Prefill.PREFIX && !messages.isEmpty()
				&& messages.get(messages.size() - 1) instanceof ObjectNode last && role(last).equals("assistant")
				&& last.path("tool_calls").isEmpty()) {
			last.put("prefix", true);
		}
	}

	/**
	 * Returns whether a message of the model says nothing, which some providers refuse.
	 */
	private static boolean isEmptyAnswer(ObjectNode message) {
		JsonNode content = message.path("content");
		return role(message).equals("assistant") && content.isEmpty() && content.asText("").isEmpty()
				&& message.path("tool_calls").isEmpty() && NOT_IN_CONTENT.stream().noneMatch(message::hasNonNull);
	}

	private static String role(JsonNode message) {
		return message.path("role").asText("");
	}

	private void message(ObjectNode message, ArrayNode media) {
		if (role(message).equals("developer") && this.dialect.developer() == Developer.SYSTEM) {
			message.put("role", "system");
		}
		if (this.dialect.cacheControl() == CacheControl.DROPPED) {
			message.remove("cache_control");
		}
		sayRefusal(message);
		message.remove(this.dialect.omitted());
		parts(message);
		switch (role(message)) {
			case "assistant" -> assistant(message);
			case "tool" -> {
				if (message.path("tool_call_id").isTextual()) {
					message.put("tool_call_id", this.ids.ofResult(message.get("tool_call_id").textValue()));
				}
				if (this.dialect.toolResults() == ToolResults.TEXT) {
					takeMedia(message, media);
				}
			}
			default -> {
			}
		}
		name(message);
		if (this.dialect.textOnly().contains(role(message).equals("developer") ? "system" : role(message))) {
			joinTexts(message);
		}
		if (this.dialect.emptyContent() == EmptyContent.TEXT && (!message.hasNonNull("content")
				|| (message.get("content").isArray() && message.get("content").isEmpty()))) {
			message.put("content", "");
		}
	}

	/** A refusal that is not sent as one is what the model answered. */
	private void sayRefusal(ObjectNode message) {
		String refusal = Json.textOrEmpty(message, "refusal");
		if (!refusal.isEmpty() && this.dialect.omitted().contains("refusal") && !message.hasNonNull("content")) {
			message.put("content", refusal);
		}
	}

	private void assistant(ObjectNode message) {
		reasoning(message);
		JsonNode calls = message.path("tool_calls");
		if (calls.isArray() && calls.isEmpty()) {
			message.remove("tool_calls");
		}
		for (JsonNode call : calls) {
			if (call instanceof ObjectNode object) {
				object.remove(this.dialect.omitted());
				if (object.path("id").isTextual()) {
					object.put("id", this.ids.ofCall(object.get("id").textValue()));
				}
			}
		}
	}

	private void reasoning(ObjectNode message) {
		String field = this.dialect.reasoning();
		if (!field.equals(Dialect.KEPT)) {
			String text = reasoningText(message);
			message.remove(List.of(REASONING, REASONING_CONTENT, DETAILS));
			if (!text.isEmpty() && !field.equals(Dialect.OMITTED)) {
				message.put(field, text);
			}
		}
		if (this.tools && this.dialect.missingReasoning() == MissingReasoning.EMPTY_WITH_TOOLS
				&& !message.hasNonNull(REASONING_CONTENT)) {
			message.put(REASONING_CONTENT, "");
		}
	}

	private static String reasoningText(ObjectNode message) {
		for (String field : List.of(REASONING_CONTENT, REASONING)) {
			if (!Json.textOrEmpty(message, field).isEmpty()) {
				return Json.textOrEmpty(message, field);
			}
		}
		StringBuilder text = new StringBuilder();
		message.path(DETAILS)
			.forEach(detail -> text.append(Json.textOrEmpty(detail, "text"))
				.append(Json.textOrEmpty(detail, "summary")));
		return text.toString();
	}

	private void name(ObjectNode message) {
		String name = Json.textOrEmpty(message, "name");
		boolean accepted = this.dialect.names() == Names.FIELD && NAME.matcher(name).matches();
		if (accepted || !message.has("name") || role(message).equals("function")) {
			return;
		}
		message.remove("name");
		if (!role(message).equals("user") || name.isEmpty()) {
			return;
		}
		if (message.path("content").isTextual()) {
			message.put("content", name + ": " + message.get("content").textValue());
		}
		else if (message.path("content") instanceof ArrayNode parts) {
			if (parts.path(0) instanceof ObjectNode first && first.path("text").isTextual()) {
				first.put("text", name + ": " + first.get("text").textValue());
			}
			else {
				parts.insert(0, text(name + ":"));
			}
		}
	}

	private void parts(ObjectNode message) {
		if (!(message.path("content") instanceof ArrayNode parts)) {
			return;
		}
		for (int i = 0; i < parts.size(); i++) {
			if (!(parts.get(i) instanceof ObjectNode part)) {
				continue;
			}
			if (this.dialect.cacheControl() == CacheControl.DROPPED) {
				part.remove("cache_control");
			}
			if (part.path("image_url") instanceof ObjectNode image) {
				image(image);
			}
			else if (part.path("file") instanceof ObjectNode file) {
				String text = MediaTypes.textInsteadOf(this.dialect.documents(), Json.textOrEmpty(file, "file_data"),
						Json.text(file, "filename"));
				if (text != null) {
					parts.set(i, text(text));
				}
			}
		}
	}

	/** Clients give images unregistered media types, or those of others. */
	private static void image(ObjectNode image) {
		String url = Json.textOrEmpty(image, "url");
		int end = url.startsWith("data:") ? url.indexOf(';') : -1;
		int comma = url.indexOf(',', end);
		if (end > 0 && comma > 0) {
			String type = url.substring(5, end);
			String actual = MediaTypes.ofImage(type, url.substring(comma + 1));
			if (!actual.equals(type)) {
				image.put("url", "data:" + actual + url.substring(end));
			}
		}
	}

	private static ObjectNode text(String text) {
		return JsonNodeFactory.instance.objectNode().put("type", "text").put("text", text);
	}

	private static void joinTexts(ObjectNode message) {
		if (message.path("content") instanceof ArrayNode parts) {
			List<String> texts = new ArrayList<>();
			for (JsonNode part : parts) {
				JsonNode text = part.has("refusal") ? part.get("refusal") : part.path("text");
				if (!text.isTextual()) {
					return;
				}
				texts.add(text.textValue());
			}
			message.put("content", String.join(BETWEEN, texts));
		}
	}

	/** Moves what is not text out of a tool's result. */
	private static void takeMedia(ObjectNode message, ArrayNode media) {
		if (!(message.path("content") instanceof ArrayNode parts)) {
			return;
		}
		for (int i = parts.size() - 1; i >= 0; i--) {
			if (!parts.get(i).path("text").isTextual()) {
				media.insert(0, parts.remove(i));
			}
		}
		if (parts.isEmpty()) {
			message.put("content", "The result is in the next message.");
		}
		else if (!media.isEmpty()) {
			joinTexts(message);
		}
	}

	private static void addMedia(List<ObjectNode> messages, ArrayNode media) {
		if (!media.isEmpty()) {
			ObjectNode message = JsonNodeFactory.instance.objectNode().put("role", "user");
			message.putArray("content").addAll(media);
			messages.add(message);
			media.removeAll();
		}
	}

	private static boolean isInstruction(ObjectNode message) {
		return role(message).equals("system") || role(message).equals("developer");
	}

	private static List<ObjectNode> instructionsFirst(List<ObjectNode> messages) {
		List<ObjectNode> ordered = new ArrayList<>(messages.size());
		ObjectNode instructions = null;
		for (ObjectNode message : messages) {
			if (!isInstruction(message)) {
				ordered.add(message);
			}
			else if (instructions == null) {
				instructions = message;
			}
			else {
				join(instructions, message);
			}
		}
		if (instructions != null) {
			ordered.addFirst(instructions);
		}
		return ordered;
	}

	/** Models that alternate strictly have no turn for results of tools. */
	private static List<ObjectNode> withoutTools(List<ObjectNode> messages) {
		for (ObjectNode message : messages) {
			if (role(message).equals("tool")) {
				message.put("role", "user").remove("tool_call_id");
			}
			ArrayNode calls = (message.remove("tool_calls") instanceof ArrayNode array) ? array
					: JsonNodeFactory.instance.arrayNode();
			for (JsonNode call : calls) {
				JsonNode function = call.path("function");
				ObjectNode said = JsonNodeFactory.instance.objectNode();
				said.put("content", function.path("name").asText() + "(" + function.path("arguments").asText() + ")");
				join(message, said);
			}
		}
		return messages;
	}

	private static List<ObjectNode> alternating(List<ObjectNode> messages) {
		List<ObjectNode> turns = new ArrayList<>(messages.size());
		for (ObjectNode message : messages) {
			boolean joined = !turns.isEmpty() && role(turns.getLast()).equals(role(message))
					&& (role(message).equals("user") || role(message).equals("assistant"));
			if (joined) {
				join(turns.getLast(), message);
			}
			else {
				turns.add(message);
			}
		}
		return turns;
	}

	private static List<ObjectNode> answersAfterTools(List<ObjectNode> messages) {
		List<ObjectNode> turns = new ArrayList<>(messages.size());
		for (ObjectNode message : messages) {
			if (!turns.isEmpty() && role(turns.getLast()).equals("tool") && role(message).equals("user")) {
				turns.add(JsonNodeFactory.instance.objectNode().put("role", "assistant").put("content", "Understood."));
			}
			turns.add(message);
		}
		return turns;
	}

	/** Adds the content and the tool calls of a message to those of another one. */
	private static void join(ObjectNode first, ObjectNode second) {
		JsonNode one = first.path("content");
		JsonNode other = second.path("content");
		if (one.isTextual() && other.isTextual()) {
			String text = one.textValue().isEmpty() ? other.textValue()
					: other.textValue().isEmpty() ? one.textValue() : one.textValue() + BETWEEN + other.textValue();
			first.put("content", text);
		}
		else {
			ArrayNode parts = JsonNodeFactory.instance.arrayNode();
			addParts(parts, one);
			addParts(parts, other);
			first.set("content", parts);
		}
		if (second.path("tool_calls") instanceof ArrayNode calls && !calls.isEmpty()) {
			first.withArray("tool_calls").addAll(calls);
		}
	}

	private static void addParts(ArrayNode parts, JsonNode content) {
		if (content.isTextual()) {
			if (!content.textValue().isEmpty()) {
				parts.add(text(content.textValue()));
			}
		}
		else {
			content.forEach(parts::add);
		}
	}

}
