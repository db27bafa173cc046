package dev.serai.replay;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.replay.Said.CallParts;
import dev.serai.replay.Said.Choice;
import dev.serai.replay.Said.ToolCall;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a caller with OpenAI's SDK has heard. Reading it holds what comes against the form
 * that such an SDK relies on.
 */
final class Heard {

	private final HttpResponse<String> response;

	private final Map<Integer, Said> said = new TreeMap<>();

	/** Of each choice, the role that it began with. */
	private final Map<Integer, String> roles = new TreeMap<>();

	private final List<String> data = new ArrayList<>();

	/** The first choice's reasoning_details, as they came. */
	private final ArrayNode details = Recording.JSON.createArrayNode();

	private JsonNode usage = MissingNode.getInstance();

	private JsonNode error = MissingNode.getInstance();

	private JsonNode serai = MissingNode.getInstance();

	private String chunkId = "";

	private Heard(HttpResponse<String> response) {
		this.response = response;
	}

	static Heard of(HttpResponse<String> response) {
		Heard heard = new Heard(response);
		String type = response.headers().firstValue("content-type").orElse("");
		if (type.startsWith("text/event-stream")) {
			heard.stream();
		}
		else {
			assertThat(type).startsWith("application/json");
			heard.whole(Recording.json(response.body()));
		}
		return heard;
	}

	private void whole(JsonNode answer) {
		this.usage = answer.path("usage");
		this.error = answer.path("error");
		if (this.error.isMissingNode()) {
			assertThat(answer.path("object").asText()).isEqualTo("chat.completion");
			assertThat(answer.path("id").asText()).isNotEmpty();
			assertThat(answer.path("created").isIntegralNumber()).isTrue();
			answer.path("choices").forEach(choice -> choice(choice, choice.path("message")));
		}
	}

	private void stream() {
		for (String frame : this.response.body().split("\n\n")) {
			assertThat(frame).as("a frame of the stream").startsWith("data: ").doesNotContain("\n", "\r");
			this.data.add(frame.substring("data: ".length()));
		}
		assertThat(this.response.body()).endsWith("\n\n");
		for (String one : this.data) {
			if (!one.equals("[DONE]")) {
				chunk(Recording.json(one));
			}
		}
	}

	private void chunk(JsonNode chunk) {
		assertThat(this.error.isMissingNode()).as("nothing follows an error").isTrue();
		if (chunk.has("error")) {
			this.error = chunk.path("error");
			return;
		}
		assertThat(chunk.path("object").asText()).isEqualTo("chat.completion.chunk");
		this.usage = chunk.path("usage").isObject() ? chunk.path("usage") : this.usage;
		this.serai = chunk.has("serai") ? chunk.path("serai") : this.serai;
		if (chunk.path("choices").isEmpty() && !chunk.has("serai")) {
			return;
		}
		assertThat(chunk.path("id").asText()).isNotEmpty();
		if (!this.chunkId.isEmpty()) {
			assertThat(chunk.path("id").asText()).as("a stream has one id").isEqualTo(this.chunkId);
		}
		this.chunkId = chunk.path("id").asText();
		chunk.path("choices").forEach(choice -> choice(choice, choice.path("delta")));
	}

	private void choice(JsonNode choice, JsonNode message) {
		assertThat(choice.path("index").isInt()).isTrue();
		Said into = this.said.computeIfAbsent(choice.path("index").asInt(), i -> new Said());
		this.roles.putIfAbsent(choice.path("index").asInt(), message.path("role").asText());
		into.text.append(text(message, "content"));
		into.refusal.append(text(message, "refusal"));
		into.reasoning.append(text(message, "reasoning_content"));
		for (JsonNode detail : message.path("reasoning_details")) {
			String seal = text(detail, "signature") + text(detail, "data");
			if (!seal.isEmpty()) {
				into.seals.add(seal);
			}
			if (choice.path("index").asInt() == 0) {
				this.details.add(detail);
			}
		}
		int position = 0;
		for (JsonNode call : message.path("tool_calls")) {
			call(call, choice.has("message") ? position++ : call.path("index").asInt(-1), into);
		}
		into.finish = choice.path("finish_reason").isTextual() ? choice.path("finish_reason").asText() : into.finish;
	}

	private static void call(JsonNode call, int index, Said into) {
		assertThat(index).as("index of a tool call").isBetween(0, into.calls.size());
		if (index == into.calls.size()) {
			assertThat(call.path("type").asText()).isEqualTo("function");
			assertThat(call.path("id").asText()).isNotEmpty();
		}
		CallParts parts = into.call(index);
		parts.id = call.hasNonNull("id") ? call.path("id").asText() : parts.id;
		parts.name += call.at("/function/name").asText("");
		parts.arguments.append(call.at("/function/arguments").asText(""));
		parts.seal += call.at("/extra_content/google/thought_signature").asText("");
	}

	/** A field that holds text, null or nothing. */
	private static String text(JsonNode holder, String field) {
		JsonNode value = holder.path(field);
		assertThat(value.isTextual() || value.isNull() || value.isMissingNode()).as(field + " of " + holder).isTrue();
		return value.asText("");
	}

	/** The first choice as the message that a client sends back in the next turn. */
	ObjectNode message() {
		Choice choice = choices().get(0);
		ObjectNode message = Recording.JSON.createObjectNode();
		message.put("role", "assistant").put("content", choice.text());
		if (!choice.reasoning().isEmpty()) {
			message.put("reasoning_content", choice.reasoning());
		}
		if (!this.details.isEmpty()) {
			message.set("reasoning_details", this.details);
		}
		for (ToolCall call : choice.calls()) {
			ObjectNode back = message.withArray("tool_calls").addObject().put("id", call.id()).put("type", "function");
			back.putObject("function").put("name", call.name()).put("arguments", call.arguments().toString());
			if (!call.seal().isEmpty()) {
				back.putObject("extra_content").putObject("google").put("thought_signature", call.seal());
			}
		}
		return message;
	}

	int status() {
		return this.response.statusCode();
	}

	String header(String name) {
		return this.response.headers().firstValue(name).orElse("");
	}

	String body() {
		return this.response.body();
	}

	Map<Integer, Choice> choices() {
		return Said.choices(this.said);
	}

	Map<Integer, String> roles() {
		return this.roles;
	}

	/** The data of the stream's events; none where there is no stream. */
	List<String> data() {
		return this.data;
	}

	JsonNode usage() {
		return this.usage;
	}

	JsonNode error() {
		return this.error;
	}

	/** What Serai adds to the usage of a stream. */
	JsonNode serai() {
		return this.serai;
	}

}
