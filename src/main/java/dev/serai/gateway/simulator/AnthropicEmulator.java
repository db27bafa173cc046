package dev.serai.gateway.simulator;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.simulator.Answer.Call;
import dev.serai.gateway.simulator.Conversation.Format;
import dev.serai.gateway.simulator.Conversation.Tool;
import dev.serai.gateway.simulator.Conversation.ToolUse;
import dev.serai.gateway.simulator.Refusal.Kind;

/** Emulates Anthropic's Messages API. */
final class AnthropicEmulator implements ProviderEmulator {

	private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

	@Override
	public Conversation understand(String path, JsonNode body) {
		if (!path.equals("/v1/messages")) {
			throw new Refusal(Kind.NOT_FOUND, "Not found: POST " + path);
		}
		JsonNode messages = body.path("messages");
		if (!body.path("model").isTextual()) {
			throw Refusal.badRequest("model: Field required");
		}
		if (!messages.isArray() || messages.isEmpty()) {
			throw Refusal.badRequest("messages: at least one message is required");
		}
		if (body.path("max_tokens").asInt() < 1) {
			throw Refusal.badRequest("max_tokens: a number of 1 or more is required");
		}
		Said said = new Said();
		said.aside(body.path("system"));
		messages.forEach((message) -> said.turn(message.path("content"), holdsToolResult(message.path("content"))));
		JsonNode format = body.path("output_config").path("format");
		if (format.isMissingNode()) {
			format = body.path("output_format");
		}
		JsonNode choice = body.path("tool_choice");
		return new Conversation(body.get("model").asText(), said.last(), said.byTool(), said.characters(),
				tools(body.path("tools")), toolUse(choice), choice.path("name").asText(null),
				format.has("schema") ? Format.JSON : Format.TEXT, format.get("schema"), body.get("max_tokens").asInt(),
				1, body.path("stream").asBoolean(), true);
	}

	private static boolean holdsToolResult(JsonNode content) {
		for (JsonNode block : content) {
			if (block.path("type").asText().equals("tool_result")) {
				return true;
			}
		}
		return false;
	}

	private static List<Tool> tools(JsonNode offered) {
		List<Tool> tools = new ArrayList<>();
		for (JsonNode tool : offered) {
			// The provider's own tools have no schema and cannot run here.
			if (tool.has("input_schema")) {
				tools.add(new Tool(tool.path("name").asText(), tool.get("input_schema")));
			}
		}
		return tools;
	}

	private static ToolUse toolUse(JsonNode choice) {
		return switch (choice.path("type").asText()) {
			case "none" -> ToolUse.NEVER;
			case "any", "tool" -> ToolUse.REQUIRED;
			default -> choice.path("disable_parallel_tool_use").asBoolean() ? ToolUse.ONE_AT_WILL : ToolUse.AT_WILL;
		};
	}

	@Override
	public JsonNode whole(Conversation conversation, Answer answer) {
		ObjectNode message = head(conversation, answer);
		ArrayNode content = message.putArray("content");
		if (!answer.pieces().isEmpty()) {
			content.addObject().put("type", "text").put("text", answer.text());
		}
		answer.calls().forEach((call) -> content.add(block(call).set("input", call.arguments())));
		message.put("stop_reason", stopReason(answer)).putNull("stop_sequence");
		message.set("usage", usage(answer, answer.tokens()));
		return message;
	}

	@Override
	public List<Frame> stream(Conversation conversation, Answer answer) {
		List<Frame> frames = new ArrayList<>();
		ObjectNode message = head(conversation, answer);
		message.putArray("content");
		message.putNull("stop_reason").putNull("stop_sequence").set("usage", usage(answer, 1));
		frames.add(frame(event("message_start").set("message", message), false));
		int blocks = 0;
		if (!answer.pieces().isEmpty()) {
			frames.add(start(blocks, JSON.objectNode().put("type", "text").put("text", "")));
			frames.add(frame(event("ping"), false));
			for (String piece : answer.pieces()) {
				frames.add(delta(blocks, JSON.objectNode().put("type", "text_delta").put("text", piece)));
			}
			frames.add(frame(event("content_block_stop").put("index", blocks), false));
			blocks++;
		}
		for (Call call : answer.calls()) {
			frames.add(start(blocks, block(call).set("input", JSON.objectNode())));
			for (String piece : Tokens.split(call.arguments().toString())) {
				frames.add(delta(blocks, JSON.objectNode().put("type", "input_json_delta").put("partial_json", piece)));
			}
			frames.add(frame(event("content_block_stop").put("index", blocks), false));
			blocks++;
		}
		ObjectNode end = event("message_delta");
		end.putObject("delta").put("stop_reason", stopReason(answer)).putNull("stop_sequence");
		end.set("usage", usage(answer, answer.tokens()));
		frames.add(frame(end, false));
		frames.add(frame(event("message_stop"), false));
		return frames;
	}

	private static Frame start(int index, JsonNode block) {
		return frame(event("content_block_start").put("index", index).set("content_block", block), false);
	}

	private static Frame delta(int index, JsonNode delta) {
		return frame(event("content_block_delta").put("index", index).set("delta", delta), true);
	}

	private static ObjectNode event(String type) {
		return JSON.objectNode().put("type", type);
	}

	private static Frame frame(JsonNode event, boolean token) {
		return new Frame("event: " + event.path("type").asText() + "\ndata: " + event + "\n\n", token);
	}

	private static ObjectNode head(Conversation conversation, Answer answer) {
		return JSON.objectNode()
			.put("id", "msg_" + answer.id())
			.put("type", "message")
			.put("role", "assistant")
			.put("model", conversation.model());
	}

	private static ObjectNode block(Call call) {
		return JSON.objectNode().put("type", "tool_use").put("id", "toolu_" + call.id()).put("name", call.name());
	}

	private static String stopReason(Answer answer) {
		if (answer.cut()) {
			return "max_tokens";
		}
		return answer.calls().isEmpty() ? "end_turn" : "tool_use";
	}

	private static ObjectNode usage(Answer answer, int outputTokens) {
		return JSON.objectNode()
			.put("input_tokens", answer.promptTokens())
			.put("cache_creation_input_tokens", 0)
			.put("cache_read_input_tokens", 0)
			.put("output_tokens", outputTokens)
			.put("service_tier", "standard");
	}

	@Override
	public int status(Kind kind) {
		return (kind == Kind.OVERLOADED) ? 529 : ProviderEmulator.super.status(kind);
	}

	@Override
	public JsonNode error(Kind kind, String message) {
		ObjectNode body = event("error");
		body.putObject("error").put("type", switch (kind) {
			case BAD_REQUEST -> "invalid_request_error";
			case NOT_FOUND -> "not_found_error";
			case RATE_LIMITED -> "rate_limit_error";
			case INTERNAL -> "api_error";
			case OVERLOADED -> "overloaded_error";
		}).put("message", message);
		return body;
	}

}
