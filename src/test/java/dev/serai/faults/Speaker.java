package dev.serai.faults;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.serai.gateway.provider.EndReasons;
import dev.serai.gateway.provider.anthropic.AnthropicStopReasons;
import dev.serai.gateway.provider.gemini.GeminiFinishReasons;
import dev.serai.gateway.provider.openai.OpenAiFinishReasons;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.FakeProvider.Script;

/** Says the same in each of the protocols, as the first provider of {@link Scene}. */
enum Speaker {

	OPENAI("alone", "dual", OpenAiFinishReasons.TABLE, scene -> scene.alpha) {

		@Override
		String whole(String content, String reason) {
			return "{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
					+ "\"message\":" + message(content) + ",\"finish_reason\":\"" + reason + "\"}],"
					+ "\"usage\":{\"prompt_tokens\":2,\"completion_tokens\":1,\"total_tokens\":3}}";
		}

		private static String message(String content) {
			return content.startsWith("[") ? "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":" + content + "}"
					: "{\"role\":\"assistant\",\"content\":\"" + content + "\"}";
		}

		@Override
		Stream<String> stream(String content, String reason) {
			String finish = Said.finish().replace("\"stop\"", '"' + reason + '"');
			Stream<String> end = Stream.of(finish, Said.usage(), "[DONE]");
			return content.isEmpty() ? end : Stream.concat(Stream.of(Said.piece(content)), end);
		}

	},

	ANTHROPIC("said-by-claude", "claude-first", AnthropicStopReasons.TABLE, scene -> scene.claude) {

		@Override
		String whole(String content, String reason) {
			String blocks = content.startsWith("[") ? content : "[{\"type\":\"text\",\"text\":\"" + content + "\"}]";
			return "{\"id\":\"m1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":" + blocks
					+ ",\"stop_reason\":\"" + reason + "\",\"usage\":{\"input_tokens\":2,\"output_tokens\":1}}";
		}

		@Override
		Stream<String> stream(String content, String reason) {
			Stream<String> text = content.isEmpty() ? Stream.empty() : Stream.of(
					"{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
					"{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\""
							+ content + "\"}}",
					"{\"type\":\"content_block_stop\",\"index\":0}");
			return Stream.of(Stream
				.of("{\"type\":\"message_start\",\"message\":{\"id\":\"m1\",\"model\":\"m\",\"usage\":{\"input_tokens\":2,"
						+ "\"output_tokens\":1}}}"),
					text,
					Stream.of("{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + reason
							+ "\"},\"usage\":{\"output_tokens\":1}}", "{\"type\":\"message_stop\"}"))
				.flatMap(events -> events);
		}

	},

	GEMINI("said-by-gemini", "gemini-first", GeminiFinishReasons.TABLE, scene -> scene.gemini) {

		@Override
		String whole(String content, String reason) {
			String parts = content.startsWith("[") ? content : "[{\"text\":\"" + content + "\"}]";
			return "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":" + (content.isEmpty() ? "[]" : parts)
					+ "},\"finishReason\":\"" + reason + "\",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":2,"
					+ "\"candidatesTokenCount\":1,\"totalTokenCount\":3},\"modelVersion\":\"m\",\"responseId\":\"r1\"}";
		}

		@Override
		Stream<String> stream(String content, String reason) {
			Stream<String> end = Stream.of(whole("", reason));
			return content
				.isEmpty()
						? end
						: Stream.concat(Stream.of("{\"candidates\":[{\"content\":{\"role\":\"model\","
								+ "\"parts\":[{\"text\":\"" + content + "\"}]},\"index\":0}],\"responseId\":\"r1\"}"),
								end);
		}

		@Override
		String spelled(String word) {
			return word.toUpperCase(Locale.ROOT);
		}

	};

	/** A model that only this provider has. */
	final String alone;

	/** A model that is at this provider first, and then at beta. */
	final String first;

	final EndReasons table;

	private final Function<Scene, FakeProvider> provider;

	Speaker(String alone, String first, EndReasons table, Function<Scene, FakeProvider> provider) {
		this.alone = alone;
		this.first = first;
		this.table = table;
		this.provider = provider;
	}

	FakeProvider in(Scene scene) {
		return this.provider.apply(scene);
	}

	/** A whole answer of two tokens in and one out. */
	abstract String whole(String content, String reason);

	/** The events of a stream; content comes in an event before the reason. */
	abstract Stream<String> stream(String content, String reason);

	/** A word as the provider spells it. */
	String spelled(String word) {
		return word;
	}

	/** A provider that ends all its answers for this reason. */
	Script ending(String content, String reason) {
		return (request, wire) -> {
			if (isStream(request)) {
				send(wire, stream(content, reason).toArray(String[]::new));
			}
			else {
				wire.json(200, whole(content, reason));
			}
		};
	}

	static boolean isStream(FakeProvider.Request request) {
		return request.text().contains("\"stream\":true") || request.target().contains("streamGenerateContent");
	}

	static void send(FakeProvider.Wire wire, String... events) throws IOException {
		wire.stream();
		for (String event : Arrays.asList(events)) {
			wire.event(event);
		}
		wire.end();
	}

}
