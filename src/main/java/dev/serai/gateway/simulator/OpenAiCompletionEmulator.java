package dev.serai.gateway.simulator;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.simulator.Conversation.Format;
import dev.serai.gateway.simulator.Conversation.ToolUse;
import dev.serai.gateway.simulator.Refusal.Kind;
import org.jspecify.annotations.Nullable;

/** Emulates OpenAI's completions: one answer per prompt. */
final class OpenAiCompletionEmulator implements ProviderEmulator {

	static final String PATH = "/v1/completions";

	private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

	private static final int USUAL_TOKENS = 16;

	private final OpenAiEmulator chats = new OpenAiEmulator();

	@Override
	public Conversation understand(String path, JsonNode body) {
		if (!body.path("model").isTextual()) {
			throw Refusal.badRequest("you must provide a model parameter");
		}
		JsonNode prompt = body.path("prompt");
		boolean several = prompt.isArray() && !prompt.path(0).isNumber();
		String text = (several ? prompt.path(0) : prompt).asText();
		int answers = Math.clamp((long) body.path("n").asInt(1) * (several ? prompt.size() : 1), 1, 64);
		return new Conversation(body.get("model").asText(), text, false, text.length(), List.of(), ToolUse.NEVER, null,
				Format.TEXT, null, body.path("max_tokens").asInt(USUAL_TOKENS), answers,
				body.path("stream").asBoolean(), body.path("stream_options").path("include_usage").asBoolean());
	}

	@Override
	public JsonNode whole(Conversation conversation, Answer answer) {
		ObjectNode completion = head(conversation, answer);
		ArrayNode choices = completion.putArray("choices");
		for (int index = 0; index < conversation.choices(); index++) {
			choice(choices, index, answer.text(), reason(answer));
		}
		completion.set("usage", usage(conversation, answer));
		return completion;
	}

	@Override
	public List<Frame> stream(Conversation conversation, Answer answer) {
		List<Frame> frames = new ArrayList<>();
		for (int index = 0; index < conversation.choices(); index++) {
			for (String piece : answer.pieces()) {
				frames.add(chunk(conversation, answer, index, piece, null));
			}
			frames.add(chunk(conversation, answer, index, "", reason(answer)));
		}
		if (conversation.includeUsage()) {
			ObjectNode last = head(conversation, answer);
			last.putArray("choices");
			last.set("usage", usage(conversation, answer));
			frames.add(new Frame("data: " + last + "\n\n", false));
		}
		frames.add(new Frame("data: [DONE]\n\n", false));
		return frames;
	}

	private static Frame chunk(Conversation conversation, Answer answer, int index, String text,
			@Nullable String reason) {
		ObjectNode chunk = head(conversation, answer);
		choice(chunk.putArray("choices"), index, text, reason);
		return new Frame("data: " + chunk + "\n\n", reason == null);
	}

	private static void choice(ArrayNode choices, int index, String text, @Nullable String reason) {
		choices.addObject().put("text", text).put("index", index).putNull("logprobs").put("finish_reason", reason);
	}

	private static ObjectNode head(Conversation conversation, Answer answer) {
		return JSON.objectNode()
			.put("id", "cmpl-" + answer.id())
			.put("object", "text_completion")
			.put("created", answer.at().getEpochSecond())
			.put("model", conversation.model());
	}

	private static String reason(Answer answer) {
		return answer.cut() ? "length" : "stop";
	}

	private static ObjectNode usage(Conversation conversation, Answer answer) {
		int completion = answer.tokens() * conversation.choices();
		return JSON.objectNode()
			.put("prompt_tokens", answer.promptTokens())
			.put("completion_tokens", completion)
			.put("total_tokens", answer.promptTokens() + completion);
	}

	@Override
	public JsonNode error(Kind kind, String message) {
		return this.chats.error(kind, message);
	}

}
