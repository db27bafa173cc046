package dev.serai.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an answer says, as an OpenAI SDK puts it together. Reading a stream holds it
 * against what the accumulators of the SDKs for Python and Node rely on.
 */
public record SaidAnswer(Map<Integer, Choice> choices) {

	private static final ObjectMapper JSON = new ObjectMapper();

	/**
	 * @param blocks of the reasoning; empty when no block must come back
	 */
	public record Choice(String text, String refusal, String reasoning, List<Block> blocks, List<ToolCall> calls,
			String finish) {
	}

	public record Block(String text, String signature, String data) {
	}

	public record ToolCall(String id, String name, JsonNode arguments) {
	}

	public static SaidAnswer whole(byte[] body) {
		Map<Integer, Reading> read = new TreeMap<>();
		for (JsonNode choice : json(body).path("choices")) {
			Reading reading = read.computeIfAbsent(choice.path("index").asInt(), i -> new Reading());
			int position = 0;
			reading.texts(choice.path("message"));
			for (JsonNode call : choice.path("message").path("tool_calls")) {
				assertThat(call.path("type").asText()).isEqualTo("function");
				reading.call(position++, call);
			}
			reading.finish(choice.path("finish_reason"));
		}
		return of(read);
	}

	public static SaidAnswer stream(String frames) {
		Map<Integer, Reading> read = new TreeMap<>();
		for (String frame : frames.split("\n\n")) {
			assertThat(frame).startsWith("data: ");
			if (!frame.equals("data: [DONE]")) {
				JsonNode chunk = json(frame.substring("data: ".length()).getBytes(StandardCharsets.UTF_8));
				assertThat(chunk.has("error")).as(frame).isFalse();
				for (JsonNode choice : chunk.path("choices")) {
					Reading reading = read.computeIfAbsent(choice.path("index").asInt(), i -> new Reading());
					reading.texts(choice.path("delta"));
					for (JsonNode call : choice.path("delta").path("tool_calls")) {
						reading.delta(call);
					}
					reading.finish(choice.path("finish_reason"));
				}
			}
		}
		return of(read);
	}

	private static SaidAnswer of(Map<Integer, Reading> read) {
		Map<Integer, Choice> choices = new TreeMap<>();
		read.forEach((index, reading) -> choices.put(index, reading.choice()));
		return new SaidAnswer(choices);
	}

	public static JsonNode json(byte[] text) {
		try {
			return JSON.readTree(text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The same without the blocks of the reasoning: a provider may not tell them apart.
	 */
	public SaidAnswer withoutBlocks() {
		Map<Integer, Choice> choices = new TreeMap<>();
		this.choices.forEach((index, one) -> choices.put(index,
				new Choice(one.text, one.refusal, one.reasoning, List.of(), one.calls, one.finish)));
		return new SaidAnswer(choices);
	}

	private static final class Reading {

		private final StringBuilder text = new StringBuilder();

		private final StringBuilder refusal = new StringBuilder();

		private final StringBuilder reasoning = new StringBuilder();

		private final Map<Integer, String[]> blocks = new TreeMap<>();

		private final List<String[]> calls = new ArrayList<>();

		private String finish = "";

		void texts(JsonNode said) {
			this.text.append(said.path("content").asText(""));
			this.refusal.append(said.path("refusal").asText(""));
			this.reasoning.append(said.path("reasoning_content").asText(""));
			int position = 0;
			for (JsonNode detail : said.path("reasoning_details")) {
				String[] block = this.blocks.computeIfAbsent(detail.path("index").asInt(position++),
						i -> new String[] { "", "", "" });
				block[0] += detail.path("text").asText("");
				block[1] = detail.hasNonNull("signature") ? detail.path("signature").asText() : block[1];
				block[2] += detail.path("data").asText("");
			}
		}

		void delta(JsonNode call) {
			int index = call.path("index").asInt(-1);
			assertThat(index).as("the index of %s", call).isBetween(0, this.calls.size());
			if (index == this.calls.size()) {
				assertThat(call.path("id").asText("")).as("the id in the first delta").isNotEmpty();
				assertThat(call.path("type").asText("")).isEqualTo("function");
				assertThat(call.at("/function/name").asText("")).as("the name in the first delta").isNotEmpty();
			}
			else {
				assertThat(call.path("id").asText("")).as("an id said again").isEmpty();
				assertThat(call.at("/function/name").asText("")).as("a name said again").isEmpty();
			}
			call(index, call);
		}

		void call(int index, JsonNode call) {
			if (index == this.calls.size()) {
				this.calls.add(new String[] { "", "", "" });
			}
			String[] parts = this.calls.get(index);
			parts[0] += call.path("id").asText("");
			parts[1] += call.at("/function/name").asText("");
			parts[2] += call.at("/function/arguments").asText("");
		}

		void finish(@Nullable JsonNode reason) {
			this.finish = (reason != null && reason.isTextual()) ? reason.asText() : this.finish;
		}

		Choice choice() {
			return new Choice(this.text.toString(), this.refusal.toString(), this.reasoning.toString(),
					this.blocks.values().stream().map(block -> new Block(block[0], block[1], block[2])).toList(),
					this.calls.stream().map(Reading::toolCall).toList(), this.finish);
		}

		private static ToolCall toolCall(String[] parts) {
			return new ToolCall(parts[0], parts[1], json(parts[2].getBytes(StandardCharsets.UTF_8)));
		}

	}

}
