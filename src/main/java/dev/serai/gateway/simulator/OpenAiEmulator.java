package dev.serai.gateway.simulator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.simulator.Answer.Call;
import dev.serai.gateway.simulator.Conversation.Format;
import dev.serai.gateway.simulator.Conversation.Tool;
import dev.serai.gateway.simulator.Conversation.ToolUse;
import dev.serai.gateway.simulator.Refusal.Kind;
import org.jspecify.annotations.Nullable;

/** Emulates OpenAI's chat completions, which most other providers use, too. */
final class OpenAiEmulator implements ProviderEmulator {

	private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

	@Override
	public Conversation understand(String path, JsonNode body) {
		if (!path.equals("/v1/chat/completions")) {
			throw new Refusal(Kind.NOT_FOUND, "Unknown request URL: POST " + path);
		}
		JsonNode messages = body.path("messages");
		if (!body.path("model").isTextual()) {
			throw Refusal.badRequest("you must provide a model parameter");
		}
		if (!messages.isArray() || messages.isEmpty()) {
			throw Refusal.badRequest("'messages' must be an array of at least one message");
		}
		Said said = new Said();
		messages.forEach((message) -> said.turn(message.path("content"), message.path("role").asText().equals("tool")));
		JsonNode format = body.path("response_format");
		JsonNode schema = format.path("json_schema").path("schema");
		JsonNode choice = body.path("tool_choice");
		int limit = body.path("max_completion_tokens").asInt(body.path("max_tokens").asInt(Integer.MAX_VALUE));
		return new Conversation(body.get("model").asText(), said.last(), said.byTool(), said.characters(),
				tools(body.path("tools")), toolUse(choice, body.path("parallel_tool_calls").asBoolean(true)),
				choice.path("function").path("name").asText(null),
				format.path("type").asText("text").startsWith("json") ? Format.JSON : Format.TEXT,
				schema.isObject() ? schema : null, limit, Math.clamp(body.path("n").asInt(1), 1, 16),
				body.path("stream").asBoolean(), body.path("stream_options").path("include_usage").asBoolean());
	}

	@Override
	public Optional<JsonNode> embeddings(String path, JsonNode body) {
		if (!path.equals("/v1/embeddings")) {
			return Optional.empty();
		}
		boolean base64 = body.path("encoding_format").asText("float").equals("base64");
		ObjectNode answer = JSON.objectNode().put("object", "list");
		ArrayNode data = answer.putArray("data");
		int tokens = 0;
		for (String text : texts(body.path("input"))) {
			float[] vector = Embedder.vector(text, body.path("dimensions").asInt(Embedder.USUAL_DIMENSIONS));
			ObjectNode entry = data.addObject().put("object", "embedding").put("index", data.size() - 1);
			if (base64) {
				ByteBuffer floats = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
				floats.asFloatBuffer().put(vector);
				entry.put("embedding", floats.array());
			}
			else {
				ArrayNode numbers = entry.putArray("embedding");
				for (float number : vector) {
					numbers.add(number);
				}
			}
			tokens += Embedder.tokens(text);
		}
		answer.put("model", body.path("model").asText());
		answer.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
		return Optional.of(answer);
	}

	/** A text, several texts, or token ids, whose numbers are used as text. */
	private static List<String> texts(JsonNode input) {
		if (!input.isArray() || input.path(0).isNumber()) {
			return List.of(input.isTextual() ? input.textValue() : input.toString());
		}
		List<String> texts = new ArrayList<>();
		input.forEach(entry -> texts.add(entry.isTextual() ? entry.textValue() : entry.toString()));
		return texts;
	}

	private static List<Tool> tools(JsonNode offered) {
		List<Tool> tools = new ArrayList<>();
		for (JsonNode tool : offered) {
			JsonNode function = tool.path("function");
			tools.add(new Tool(function.path("name").asText(), function.path("parameters")));
		}
		return tools;
	}

	private static ToolUse toolUse(JsonNode choice, boolean parallel) {
		if (choice.isObject()) {
			return ToolUse.REQUIRED;
		}
		return switch (choice.asText()) {
			case "none" -> ToolUse.NEVER;
			case "required" -> ToolUse.REQUIRED;
			default -> parallel ? ToolUse.AT_WILL : ToolUse.ONE_AT_WILL;
		};
	}

	@Override
	public JsonNode whole(Conversation conversation, Answer answer) {
		ObjectNode completion = head(conversation, answer, "chat.completion");
		ArrayNode choices = completion.putArray("choices");
		for (int index = 0; index < conversation.choices(); index++) {
			ObjectNode choice = choices.addObject().put("index", index);
			ObjectNode message = choice.putObject("message").put("role", "assistant");
			message.put("content", answer.calls().isEmpty() ? answer.text() : null).putNull("refusal");
			if (!answer.calls().isEmpty()) {
				ArrayNode calls = message.putArray("tool_calls");
				answer.calls().forEach((call) -> fill(calls.addObject(), call, call.arguments().toString()));
			}
			choice.putNull("logprobs").put("finish_reason", finishReason(answer));
		}
		completion.set("usage", usage(conversation, answer));
		return completion;
	}

	@Override
	public List<Frame> stream(Conversation conversation, Answer answer) {
		List<Frame> frames = new ArrayList<>();
		for (int choice = 0; choice < conversation.choices(); choice++) {
			int index = choice;
			frames.add(chunk(conversation, answer, index, false,
					(delta) -> delta.put("role", "assistant").put("content", "").putNull("refusal")));
			for (String piece : answer.pieces()) {
				frames.add(chunk(conversation, answer, index, true, (delta) -> delta.put("content", piece)));
			}
			for (int call = 0; call < answer.calls().size(); call++) {
				call(frames, conversation, answer, index, call);
			}
			ObjectNode end = chunk(conversation, answer, index, JSON.objectNode(), finishReason(answer));
			frames.add(frame(end, false));
		}
		if (conversation.includeUsage()) {
			ObjectNode last = head(conversation, answer, "chat.completion.chunk");
			last.putArray("choices");
			last.set("usage", usage(conversation, answer));
			frames.add(frame(last, false));
		}
		frames.add(new Frame("data: [DONE]\n\n", false));
		return frames;
	}

	/** A call's first chunk contains its name; the others contain its arguments. */
	private static void call(List<Frame> frames, Conversation conversation, Answer answer, int choice, int index) {
		Call call = answer.calls().get(index);
		frames.add(chunk(conversation, answer, choice, true,
				(delta) -> fill(delta.putArray("tool_calls").addObject().put("index", index), call, "")));
		for (String piece : Tokens.split(call.arguments().toString())) {
			frames.add(chunk(conversation, answer, choice, true, (delta) -> {
				ObjectNode fragment = delta.putArray("tool_calls").addObject().put("index", index);
				fragment.putObject("function").put("arguments", piece);
			}));
		}
	}

	private static void fill(ObjectNode target, Call call, String arguments) {
		target.put("id", "call_" + call.id()).put("type", "function");
		target.putObject("function").put("name", call.name()).put("arguments", arguments);
	}

	private static Frame chunk(Conversation conversation, Answer answer, int choice, boolean token,
			Consumer<ObjectNode> filling) {
		ObjectNode delta = JSON.objectNode();
		filling.accept(delta);
		return frame(chunk(conversation, answer, choice, delta, null), token);
	}

	private static ObjectNode chunk(Conversation conversation, Answer answer, int index, ObjectNode delta,
			@Nullable String finishReason) {
		ObjectNode chunk = head(conversation, answer, "chat.completion.chunk");
		ObjectNode choice = chunk.putArray("choices").addObject().put("index", index);
		choice.set("delta", delta);
		choice.putNull("logprobs").put("finish_reason", finishReason);
		if (conversation.includeUsage()) {
			chunk.putNull("usage");
		}
		return chunk;
	}

	private static Frame frame(ObjectNode chunk, boolean token) {
		return new Frame("data: " + chunk + "\n\n", token);
	}

	private static ObjectNode head(Conversation conversation, Answer answer, String object) {
		return JSON.objectNode()
			.put("id", "chatcmpl-" + answer.id())
			.put("object", object)
			.put("created", answer.at().getEpochSecond())
			.put("model", conversation.model())
			.put("service_tier", "default")
			.put("system_fingerprint", "serai-simulated");
	}

	private static String finishReason(Answer answer) {
		if (answer.cut()) {
			return "length";
		}
		return answer.calls().isEmpty() ? "stop" : "tool_calls";
	}

	private static ObjectNode usage(Conversation conversation, Answer answer) {
		int completion = answer.tokens() * conversation.choices();
		ObjectNode usage = JSON.objectNode()
			.put("prompt_tokens", answer.promptTokens())
			.put("completion_tokens", completion)
			.put("total_tokens", answer.promptTokens() + completion);
		usage.putObject("prompt_tokens_details").put("cached_tokens", 0);
		usage.putObject("completion_tokens_details").put("reasoning_tokens", 0);
		return usage;
	}

	@Override
	public JsonNode error(Kind kind, String message) {
		ObjectNode body = JSON.objectNode();
		ObjectNode error = body.putObject("error").put("message", message);
		switch (kind) {
			case BAD_REQUEST, NOT_FOUND -> error.put("type", "invalid_request_error").putNull("param").putNull("code");
			case RATE_LIMITED -> error.put("type", "requests").putNull("param").put("code", "rate_limit_exceeded");
			case INTERNAL, OVERLOADED -> error.put("type", "server_error").putNull("param").putNull("code");
		}
		return body;
	}

}
