package dev.serai.benchmark;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import dev.serai.gateway.endpoint.openai.ChatStreamWriter;
import dev.serai.gateway.provider.ChatCodec;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.provider.PassingDecoder;
import dev.serai.gateway.provider.SseReader;
import dev.serai.gateway.provider.StreamDecoder;
import dev.serai.gateway.provider.StreamEvent;
import dev.serai.gateway.provider.anthropic.AnthropicChat;
import dev.serai.gateway.provider.gemini.GeminiChat;
import dev.serai.gateway.provider.openai.OpenAiChat;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A stream of 200 events from a provider's bytes to the caller's. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StreamRelayBenchmark {

	private static final int EVENTS = 200;

	@Param({ "openai", "anthropic", "gemini" })
	public String protocol;

	private ChatCodec wire;

	private byte[] stream;

	@Setup
	public void prepare() {
		StringBuilder text = new StringBuilder();
		switch (this.protocol) {
			case "anthropic" -> {
				this.wire = new AnthropicChat();
				anthropic(text);
			}
			case "gemini" -> {
				this.wire = new GeminiChat();
				gemini(text);
			}
			default -> {
				this.wire = new OpenAiChat();
				openai(text);
			}
		}
		this.stream = text.toString().getBytes(StandardCharsets.UTF_8);
	}

	@Benchmark
	public int relay() {
		SseReader sse = new SseReader(1 << 20);
		StreamDecoder<ChatEvent> decoder = this.wire.streamDecoder();
		ChatStreamWriter writer = new ChatStreamWriter("chatcmpl-1", 1, "bench", false);
		StringBuilder text = new StringBuilder();
		ByteArrayOutputStream frames = new ByteArrayOutputStream(1 << 17);
		sse.feed(this.stream, 0, this.stream.length, (event) -> {
			if (decoder instanceof PassingDecoder<?> passing) {
				byte[] data = passed(passing, event, text);
				if (data != null) {
					writer.relay(data, frames);
				}
			}
			else {
				writer.events(decoder.decode(event), frames);
			}
		});
		writer.events(decoder.end(), frames);
		return frames.size();
	}

	private static byte[] passed(PassingDecoder<?> decoder, StreamEvent event, StringBuilder text) {
		byte[] plain = decoder.pass(event, text);
		if (plain != null) {
			return plain;
		}
		decoder.decode(event);
		String data = decoder.passedOn();
		return (data != null) ? data.getBytes(StandardCharsets.UTF_8) : null;
	}

	private static void openai(StringBuilder text) {
		String head = "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"bench\",\"choices\":"
				+ "[{\"index\":0,\"delta\":";
		text.append(head).append("{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}\n\n");
		for (int i = 0; i < EVENTS; i++) {
			text.append(head).append("{\"content\":\" word").append(i).append("\"},\"finish_reason\":null}]}\n\n");
		}
		text.append(head).append("{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
	}

	private static void anthropic(StringBuilder text) {
		text.append(
				"event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"type\":\"message\","
						+ "\"role\":\"assistant\",\"model\":\"bench\",\"content\":[],\"stop_reason\":null,\"usage\":{\"input_tokens\":9,"
						+ "\"output_tokens\":1}}}\n\nevent: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,"
						+ "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n");
		for (int i = 0; i < EVENTS; i++) {
			text.append("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":"
					+ "{\"type\":\"text_delta\",\"text\":\" word")
				.append(i)
				.append("\"}}\n\n");
		}
		text.append("event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
				+ "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":"
				+ "{\"output_tokens\":200}}\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
	}

	private static void gemini(StringBuilder text) {
		for (int i = 0; i < EVENTS; i++) {
			text.append("data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\" word")
				.append(i)
				.append("\"}],\"role\":\"model\"}")
				.append((i == EVENTS - 1) ? ",\"finishReason\":\"STOP\"" : "")
				.append("}],\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":")
				.append(i + 1)
				.append("},\"modelVersion\":\"bench\"}\r\n\r\n");
		}
	}

}
