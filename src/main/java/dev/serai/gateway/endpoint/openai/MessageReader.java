package dev.serai.gateway.endpoint.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.serai.gateway.operation.chat.Message;
import dev.serai.gateway.operation.chat.Message.Part;
import dev.serai.gateway.operation.chat.Message.ReasoningBlock;
import dev.serai.gateway.operation.chat.Message.ToolCall;
import dev.serai.gateway.operation.chat.ToolArguments;
import org.jspecify.annotations.Nullable;

/** Reads a message of a chat. */
final class MessageReader {

	private static final Set<String> TEXT = Set.of("text");

	private static final Set<String> ANYTHING = Set.of("text", "image_url", "input_audio", "file");

	private static final Set<String> ANSWER = Set.of("text", "refusal");

	private static final Set<String> INSTRUCTION_FIELDS = Set.of("role", "content");

	private static final Set<String> USER_FIELDS = Set.of("role", "content", "name");

	/** Annotations are output that clients send back; models do not read them. */
	private static final Set<String> ASSISTANT_FIELDS = Set.of("role", "content", "refusal", "tool_calls",
			"reasoning_content", "reasoning", "reasoning_details", "annotations");

	/** The name repeats that of the call with this id. */
	private static final Set<String> TOOL_FIELDS = Set.of("role", "content", "tool_call_id", "name");

	private static final Set<String> CALL_FIELDS = Set.of("id", "type", "function", "index", "extra_content");

	private static final Set<String> FUNCTION_FIELDS = Set.of("name", "arguments");

	private MessageReader() {
	}

	static Message read(Fields message) {
		String role = message.requiredText("role");
		return switch (role) {
			case "user" -> user(message);
			case "assistant" -> assistant(message);
			case "tool" -> toolResult(message);
			case "system", "developer" -> instruction(message, role.equals("developer"));
			case "function" -> functionResult(message);
			default ->
				throw message.invalid("role", "must be one of system, developer, user, assistant, tool, function");
		};
	}

	private static Message instruction(Fields message, boolean developer) {
		message.keepOthers(INSTRUCTION_FIELDS);
		message.required("content");
		return new Message.System(PartReader.content(message, TEXT), developer);
	}

	private static Message user(Fields message) {
		message.keepOthers(USER_FIELDS);
		message.required("content");
		return new Message.User(PartReader.content(message, ANYTHING), message.text("name"));
	}

	private static Message toolResult(Fields message) {
		message.keepOthers(TOOL_FIELDS);
		message.required("content");
		return new Message.ToolResult(message.requiredName("tool_call_id"), PartReader.content(message, ANYTHING));
	}

	/**
	 * OpenAI's older tool calls have no ids. Also kept in the extras, so that only a
	 * provider of this protocol gets it.
	 */
	private static Message functionResult(Fields message) {
		message.keepAll();
		return new Message.ToolResult(message.requiredName("name"), PartReader.content(message, TEXT));
	}

	private static Message assistant(Fields message) {
		int kept = message.extras().size();
		message.keepOthers(ASSISTANT_FIELDS);
		// Mistral's SDK sends an empty list with tool calls, where others send null.
		boolean silent = message.get("content") instanceof ArrayNode list && list.isEmpty();
		List<Part> parts = silent ? new ArrayList<>() : PartReader.content(message, ANSWER);
		String refusal = message.text("refusal");
		if (refusal != null) {
			parts.add(new Part.Refusal(refusal));
		}
		List<ToolCall> calls = message.objects("tool_calls", MessageReader::toolCall);
		List<ReasoningBlock> reasoning = reasoning(message);
		if (parts.isEmpty() && calls.isEmpty() && reasoning.isEmpty() && message.extras().size() == kept) {
			throw message.missing("content");
		}
		message.keepEmpty("tool_calls");
		return new Message.Assistant(parts, calls, reasoning);
	}

	/** Reads a tool call; null when its type has no neutral meaning. */
	private static @Nullable ToolCall toolCall(Fields call) {
		String type = call.text("type");
		if (type != null && !type.equals("function")) {
			call.keepAll();
			return null;
		}
		call.keepOthers(CALL_FIELDS);
		Fields function = call.requiredObject("function");
		function.keepOthers(FUNCTION_FIELDS);
		return new ToolCall(call.requiredName("id"), function.requiredName("name"), arguments(function),
				signature(call));
	}

	/** Missing arguments are an empty object. */
	private static String arguments(Fields function) {
		String given = function.text("arguments");
		return (given != null) ? ToolArguments.orNone(given) : ToolArguments.NONE;
	}

	/**
	 * Reads a thought's signature from where Google's own OpenAI-compatible API puts it.
	 */
	private static @Nullable String signature(Fields call) {
		Fields extra = call.object("extra_content");
		Fields google = (extra == null) ? null : extra.object("google");
		String signature = (google == null) ? null : google.text("thought_signature");
		if (signature == null) {
			call.keep("extra_content");
		}
		return signature;
	}

	/** The details take precedence over the plain text, which repeats them. */
	private static List<ReasoningBlock> reasoning(Fields message) {
		List<ReasoningBlock> blocks = message.objects("reasoning_details", MessageReader::detail);
		if (blocks.stream().allMatch(block -> block.text() == null)) {
			String text = message.text("reasoning_content");
			if (text == null) {
				text = message.text("reasoning");
			}
			if (text != null && !text.isEmpty()) {
				blocks.addFirst(new ReasoningBlock(text, null, null));
			}
		}
		return blocks;
	}

	private static @Nullable ReasoningBlock detail(Fields detail) {
		return switch (detail.requiredText("type")) {
			case "reasoning.text" -> new ReasoningBlock(Objects.requireNonNullElse(detail.text("text"), ""),
					detail.text("signature"), null, detail.text("format"));
			case "reasoning.summary" -> new ReasoningBlock(detail.requiredText("summary"), null, null);
			case "reasoning.encrypted" ->
				new ReasoningBlock(null, null, detail.requiredText("data"), detail.text("format"));
			default -> {
				detail.keepAll();
				yield null;
			}
		};
	}

}
