package dev.serai.gateway.provider.openai;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.provider.SseReader;
import dev.serai.gateway.provider.StreamEvent;
import dev.serai.testing.AnyChat;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Real answers of OpenAI-compatible providers, where a collection of them is at hand. */
class RecordedAnswersTest {

	private static final Path RECORDINGS = Path.of("../shared/recordings");

	private static final List<String> APIS = List.of("openai.chat", "azure.chat", "azure_ai.chat", "groq.chat",
			"mistral.chat", "deepseek.chat", "openrouter.chat", "together.chat", "perplexity.chat",
			"ollama.openai_chat", "vllm.chat", "huggingface.chat", "gpustack.openai_chat", "gemini.openai_chat",
			"bedrock_mantle.chat");

	private final ObjectMapper mapper = new ObjectMapper();

	private final OpenAiChat protocol = new OpenAiChat();

	@TestFactory
	Stream<DynamicTest> shouldUnderstandEachRecording() throws IOException {
		Assumptions.assumeTrue(Files.isDirectory(RECORDINGS), "No recordings at " + RECORDINGS);
		try (Stream<Path> files = Files.list(RECORDINGS)) {
			return files.filter(RecordedAnswersTest::isOfThisApi)
				.sorted()
				.toList()
				.stream()
				.map(file -> DynamicTest.dynamicTest(file.getFileName().toString(),
						() -> understand(this.mapper.readTree(file.toFile()))));
		}
	}

	private static boolean isOfThisApi(Path file) {
		String name = file.getFileName().toString();
		return APIS.stream().anyMatch(api -> name.startsWith(api + "-"));
	}

	private void understand(JsonNode recording) throws IOException {
		int status = recording.at("/response/status").asInt();
		byte[] body = recording.at("/response/body").asText().getBytes(StandardCharsets.UTF_8);
		if (status >= 400 || recording.path("features").toString().contains("error-in-200")) {
			assertThat(failure(status, body).getMessage()).isNotBlank();
		}
		else if (recording.path("wire_format").asText().equals("sse")) {
			stream(body);
		}
		else {
			whole(body);
		}
	}

	private ProviderFailure failure(int status, byte[] body) {
		return (status >= 400) ? new OpenAiProtocol(InstantSource.system()).failure(status, name -> null, body)
				: catchThrowableOfType(ProviderFailure.class, () -> this.protocol.decode(body));
	}

	private void whole(byte[] body) throws IOException {
		JsonNode answer = this.mapper.readTree(body);
		List<ChatEvent> events = this.protocol.decode(body);
		assertThat(text(events)).isEqualTo(content(answer.at("/choices/0/message/content")));
		assertThat(count(events, ChatEvent.Finished.class)).isEqualTo(answer.path("choices").size());
		assertThat(count(events, ChatEvent.ToolCallStarted.class))
			.isEqualTo(answer.at("/choices/0/message/tool_calls").size());
		checkUsage(events, answer.path("usage"));
		assertThat(this.protocol.decode(this.protocol.passOn(body, AnyChat.WHOLE))).isEqualTo(events);
	}

	private void stream(byte[] body) throws IOException {
		List<StreamEvent> frames = new ArrayList<>();
		SseReader reader = new SseReader(1_000_000);
		Consumer<StreamEvent> sink = event -> frames.add(new StreamEvent(event.name(), event.data()));
		reader.feed(body, 0, body.length, sink);
		reader.end(sink);
		OpenAiStreamDecoder decoder = new OpenAiStreamDecoder(OfferedTools.UNKNOWN);
		List<ChatEvent> events = new ArrayList<>();
		List<StreamEvent> passed = new ArrayList<>();
		Set<Integer> choices = new HashSet<>();
		StringBuilder text = new StringBuilder();
		JsonNode usage = MissingNode.getInstance();
		for (StreamEvent frame : frames) {
			events.addAll(decoder.decode(frame));
			if (decoder.passedOn() != null) {
				passed.add(new StreamEvent("", decoder.passedOn()));
			}
			if (frame.data().startsWith("{")) {
				JsonNode chunk = this.mapper.readTree(frame.data());
				for (JsonNode choice : chunk.path("choices")) {
					choices.add(choice.path("index").asInt());
					text.append((choice.path("index").asInt() == 0) ? content(choice.at("/delta/content")) : "");
				}
				usage = chunk.path("usage").isObject() ? chunk.path("usage") : usage;
			}
		}
		events.addAll(decoder.end());
		assertThat(text(events)).isEqualTo(text.toString());
		checkUsage(events, usage);
		boolean failed = count(events, ChatEvent.Failed.class) > 0;
		assertThat(failed || count(events, ChatEvent.Finished.class) == choices.size()).isTrue();
		assertThat(again(passed)).isEqualTo(shown(events));
	}

	/** What is passed on must mean the same to the next reader. */
	private static List<ChatEvent> again(List<StreamEvent> passed) {
		OpenAiStreamDecoder decoder = new OpenAiStreamDecoder(OfferedTools.UNKNOWN);
		return shown(passed.stream().flatMap(event -> decoder.decode(event).stream()).toList());
	}

	private static List<ChatEvent> shown(List<ChatEvent> events) {
		return events.stream()
			.filter(event -> !(event instanceof ChatEvent.Used) && !(event instanceof ChatEvent.Failed))
			.toList();
	}

	private static void checkUsage(List<ChatEvent> events, JsonNode usage) {
		if (!usage.isObject()) {
			return;
		}
		List<ChatEvent> used = events.stream().filter(ChatEvent.Used.class::isInstance).toList();
		assertThat(used).isNotEmpty();
		ChatEvent.Used last = (ChatEvent.Used) used.getLast();
		assertThat(last.usage().input()).isEqualTo(usage.path("prompt_tokens").asLong());
		assertThat(last.usage().total()).isEqualTo(usage.path("total_tokens").asLong());
	}

	private static long count(List<ChatEvent> events, Class<? extends ChatEvent> type) {
		return events.stream().filter(type::isInstance).count();
	}

	private static String text(List<ChatEvent> events) {
		StringBuilder text = new StringBuilder();
		for (ChatEvent event : events) {
			if (event instanceof ChatEvent.Text(int choice, String more) && choice == 0) {
				text.append(more);
			}
		}
		return text.toString();
	}

	private static String content(JsonNode content) {
		StringBuilder text = new StringBuilder(content.isTextual() ? content.textValue() : "");
		content.forEach(part -> text.append(part.path("text").asText("")));
		return text.toString();
	}

}
