package dev.serai.gateway.provider.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The answers of OpenAI and of the providers with its protocol. */
final class OpenAiAnswers implements StrictAnswers {

	private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

	@Override
	public void complete(Asked asked, ObjectNode answer, Issued issued) {
		for (JsonNode choice : answer.path("choices")) {
			ObjectNode message = (ObjectNode) choice.path("message");
			for (int i = 0; i < message.path("tool_calls").size(); i++) {
				ObjectNode call = (ObjectNode) message.path("tool_calls").get(i);
				call.put("id", id(asked, call, i));
			}
			reasoning(asked, message, issued);
		}
	}

	/** The forms of ids in the recordings. */
	private static String id(Asked asked, JsonNode call, int index) {
		String random = UUID.randomUUID().toString();
		String hex = random.replace("-", "");
		return switch (asked.provider()) {
			case "mistral" -> hex.substring(0, 9);
			case "groq" -> asked.isModel("gpt-oss.*") ? "fc_" + random : hex.substring(0, 9);
			case "deepseek" -> "call_" + String.format("%02d", index) + "_" + hex.substring(0, 24);
			case "xai" -> "fc_" + random + "_" + index;
			case "cohere" -> call.path("function").path("name").asText() + "_" + hex.substring(0, 12);
			case "openrouter" -> "toolu_bdrk_" + hex.substring(0, 24);
			case "vllm" -> "chatcmpl-tool-" + hex;
			case "ollama" -> "call_" + hex.substring(0, 8);
			default -> "call_" + hex.substring(0, 24);
		};
	}

	private static void reasoning(Asked asked, ObjectNode message, Issued issued) {
		String thought = "The user wants something; " + asked.model() + " weighs it.\nThen it answers. ";
		switch (asked.provider()) {
			case "mistral" -> {
				boolean thinks = asked.isModel("magistral.*") || asked.text("reasoning_effort").equals("high");
				if (thinks && message.path("content").isTextual()) {
					ArrayNode content = JSON.arrayNode();
					ObjectNode chunk = content.addObject().put("type", "thinking");
					chunk.putArray("thinking").addObject().put("type", "text").put("text", thought);
					content.addObject().put("type", "text").put("text", message.path("content").asText());
					message.set("content", content);
				}
				message.remove("refusal");
			}
			case "groq" -> {
				if (asked.isModel("gpt-oss.*|qwen3.*")) {
					message.put("reasoning", thought);
				}
			}
			case "deepseek" -> {
				if (asked.isModel("deepseek-v4.*|deepseek-reasoner")) {
					message.put("reasoning_content", thought);
				}
			}
			case "xai" -> message.put("reasoning_content", thought);
			case "openrouter" -> {
				message.put("reasoning", thought);
				ArrayNode details = message.putArray("reasoning_details");
				details.addObject()
					.put("type", "reasoning.text")
					.put("text", thought)
					.put("signature", issued.sign("openrouter", thought))
					.put("format", "unknown")
					.put("index", 0);
				details.addObject()
					.put("type", "reasoning.encrypted")
					.put("data", issued.sign("openrouter", ""))
					.put("id", "rs_1")
					.put("format", "openai-responses-v1")
					.put("index", 1);
			}
			case "together", "ollama" -> message.put("reasoning", thought);
			case "vllm" -> message.put("reasoning_content", thought);
			case "perplexity" -> {
				if (asked.isModel("sonar-reasoning.*")) {
					message.put("content", "<think>\n" + thought + "\n</think>\n" + message.path("content").asText());
				}
			}
			default -> {
			}
		}
	}

	@Override
	public List<String> frames(Asked asked, ObjectNode answer) {
		List<String> frames = new ArrayList<>();
		for (JsonNode choice : answer.path("choices")) {
			JsonNode message = choice.path("message");
			frames.add(chunk(answer, choice, delta().put("role", "assistant").put("content", ""), null));
			for (String field : List.of("reasoning_content", "reasoning")) {
				for (String piece : StrictAnswers.pieces(message.path(field).asText(""))) {
					frames.add(chunk(answer, choice, delta().put(field, piece), null));
				}
			}
			for (JsonNode detail : message.path("reasoning_details")) {
				ObjectNode delta = delta();
				delta.putArray("reasoning_details").add(detail);
				frames.add(chunk(answer, choice, delta, null));
			}
			content(answer, choice, message.path("content"), frames);
			calls(answer, choice, frames);
			frames.add(chunk(answer, choice, delta(), choice.path("finish_reason").asText()));
		}
		if (asked.body().path("stream_options").path("include_usage").asBoolean()
				|| asked.provider().equals("mistral")) {
			ObjectNode last = head(answer);
			last.putArray("choices");
			last.set("usage", answer.path("usage"));
			frames.add("data: " + last + "\n\n");
		}
		frames.add("data: [DONE]\n\n");
		return frames;
	}

	private static void content(ObjectNode answer, JsonNode choice, JsonNode content, List<String> frames) {
		for (String piece : StrictAnswers.pieces(content.isTextual() ? content.asText() : "")) {
			frames.add(chunk(answer, choice, delta().put("content", piece), null));
		}
		for (JsonNode part : content) {
			ObjectNode delta = delta();
			if (part.path("type").asText().equals("text")) {
				delta.put("content", part.path("text").asText());
			}
			else {
				delta.putArray("content").add(part);
			}
			frames.add(chunk(answer, choice, delta, null));
		}
	}

	private static void calls(ObjectNode answer, JsonNode choice, List<String> frames) {
		JsonNode calls = choice.path("message").path("tool_calls");
		for (int i = 0; i < calls.size(); i++) {
			ObjectNode first = calls.get(i).deepCopy();
			String arguments = first.path("function").path("arguments").asText();
			((ObjectNode) first.path("function")).put("arguments", "");
			ObjectNode delta = delta();
			delta.putArray("tool_calls").add(first.put("index", i));
			frames.add(chunk(answer, choice, delta, null));
			for (String piece : StrictAnswers.pieces(arguments)) {
				ObjectNode more = delta();
				more.putArray("tool_calls").addObject().put("index", i).putObject("function").put("arguments", piece);
				frames.add(chunk(answer, choice, more, null));
			}
		}
	}

	private static ObjectNode delta() {
		return JSON.objectNode();
	}

	private static ObjectNode head(ObjectNode answer) {
		ObjectNode head = JSON.objectNode();
		head.put("id", answer.path("id").asText());
		head.put("object", "chat.completion.chunk");
		head.put("created", answer.path("created").asLong());
		return head.put("model", answer.path("model").asText());
	}

	private static String chunk(ObjectNode answer, JsonNode choice, ObjectNode delta, @Nullable String finish) {
		ObjectNode chunk = head(answer);
		ObjectNode one = chunk.putArray("choices").addObject().put("index", choice.path("index").asInt());
		one.set("delta", delta);
		one.put("finish_reason", finish);
		return "data: " + chunk + "\n\n";
	}

}
