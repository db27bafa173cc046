package dev.serai.gateway.provider.dialect;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.testing.Gateway;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A conversation as a client leads it: every answer goes back into the history exactly as
 * it came.
 */
final class Chat {

	private final Gateway gateway;

	private final ArrayNode messages = JsonNodeFactory.instance.arrayNode();

	private int results;

	Chat(Gateway gateway) {
		this.gateway = gateway;
	}

	Chat say(String... lenient) {
		for (String message : lenient) {
			this.messages.add(Refusal.read(message));
		}
		return this;
	}

	/** Asks and returns the response, whatever it is. */
	HttpResponse<String> ask(String model, boolean stream, ObjectNode parameters) {
		ObjectNode request = parameters.deepCopy().put("model", model);
		request.set("messages", this.messages);
		if (stream) {
			request.put("stream", true);
		}
		return this.gateway.chat(request.toString());
	}

	/** Adds the answer to the history and returns it. */
	JsonNode keep(HttpResponse<String> response, boolean stream) {
		JsonNode message = stream ? assembled(response.body())
				: Gateway.json(response).path("choices").path(0).path("message");
		this.messages.add(message);
		return message;
	}

	/** Answers all tool calls of a message, the last one first. */
	void answerCalls(JsonNode message, boolean withImage) {
		JsonNode calls = message.path("tool_calls");
		for (int i = calls.size() - 1; i >= 0; i--) {
			String text = resultOf(calls.get(i).path("function").path("name").asText()) + ++this.results;
			String content = withImage && i == 0 ? "[{type: 'text', text: '" + text
					+ "'}, {type: 'image_url', image_url: {url: 'data:image/png;base64," + Refusals.PIXEL + "'}}]"
					: (i % 2 == 0) ? "'" + text + "'" : "[{type: 'text', text: '" + text + "'}]";
			ObjectNode result = Refusal.read("{role: 'tool', content: " + content + "}");
			this.messages.add(result.put("tool_call_id", calls.get(i).path("id").asText()));
		}
	}

	static String resultOf(String tool) {
		return "The result that " + tool + " found is number ";
	}

	JsonNode messages() {
		return this.messages;
	}

	/** What the SDKs for streams put together, and all fields that they do not know. */
	private static JsonNode assembled(String stream) {
		ObjectNode message = JsonNodeFactory.instance.objectNode().put("role", "assistant");
		Map<Integer, ObjectNode> calls = new TreeMap<>();
		for (String data : Gateway.events(stream)) {
			if (data.equals("[DONE]")) {
				continue;
			}
			JsonNode chunk = Gateway.json(data);
			assertThat(chunk.has("error")).as(data).isFalse();
			JsonNode delta = chunk.path("choices").path(0).path("delta");
			for (String field : List.of("content", "reasoning_content", "reasoning", "refusal")) {
				if (delta.path(field).isTextual()) {
					message.put(field, message.path(field).asText("") + delta.path(field).asText());
				}
			}
			delta.path("reasoning_details").forEach(message.withArray("reasoning_details")::add);
			delta.path("tool_calls").forEach(part -> call(calls, part));
		}
		if (message.path("reasoning_details").isEmpty()) {
			message.remove("reasoning_details");
		}
		if (!calls.isEmpty()) {
			calls.values().forEach(message.putArray("tool_calls")::add);
		}
		return message.has("content") ? message : message.putNull("content");
	}

	private static void call(Map<Integer, ObjectNode> calls, JsonNode part) {
		ObjectNode call = calls.get(part.path("index").asInt());
		if (call == null) {
			ObjectNode begun = part.deepCopy();
			begun.remove("index");
			calls.put(part.path("index").asInt(), begun);
			return;
		}
		ObjectNode function = (ObjectNode) call.path("function");
		function.put("arguments",
				function.path("arguments").asText("") + part.path("function").path("arguments").asText(""));
	}

}
