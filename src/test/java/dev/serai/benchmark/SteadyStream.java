package dev.serai.benchmark;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A long stream at a fixed pace, in the form of one protocol and with the fields that its
 * provider sends.
 *
 * @param title the name of its provider and of its model
 * @param chunks the chunks of text
 * @param interval the time between two of them
 */
record SteadyStream(Protocol form, String title, int chunks, Duration interval) {

	private static final List<SteadyStream> ALL = Arrays.stream(Protocol.values())
		.flatMap((form) -> Stream.of(form.quick(), form.slow()))
		.toList();

	static List<SteadyStream> all() {
		return ALL;
	}

	/** The one with a title; null when there is none. */
	static @Nullable SteadyStream of(String title) {
		return ALL.stream().filter((stream) -> stream.title.equals(title)).findFirst().orElse(null);
	}

	String protocol() {
		return this.form.name().toLowerCase(Locale.ROOT);
	}

	byte[] head() {
		return this.form.head;
	}

	byte[] chunk() {
		return this.form.chunk;
	}

	byte[] end() {
		return this.form.end;
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	enum Protocol {

		OPENAI("", event("", openAi("{\"content\":\" tower\"}", "null")), event("", openAi("{}", "\"stop\"")) + event(
				"",
				"""
						{"id":"chatcmpl-CLmXjYv9hYkcPTmG2fKQYbNf0bT3e","object":"chat.completion.chunk","created":1760000000,\
						"model":"bench","service_tier":"default","system_fingerprint":"fp_560af6e559","choices":[],\
						"usage":{"prompt_tokens":31,"completion_tokens":200,"total_tokens":231},"obfuscation":"Lh"}""")
				+ event("", "[DONE]")),

		ANTHROPIC(event("message_start", """
				{"type":"message_start","message":{"id":"msg_01bench","type":"message","role":"assistant",\
				"model":"bench","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":31,\
				"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":1}}}""")
				+ event("content_block_start", """
						{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"""),
				event("content_block_delta", """
						{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" tower"}}"""),
				event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}")
						+ event("message_delta", """
								{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},\
								"usage":{"output_tokens":200}}""")
						+ event("message_stop", "{\"type\":\"message_stop\"}")),

		GEMINI("", gemini(""), gemini(",\"finishReason\":\"STOP\""));

		private final byte[] head;

		private final byte[] chunk;

		private final byte[] end;

		Protocol(String opening, String chunk, String end) {
			this.head = ascii("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
					+ (opening.isEmpty() ? "" : transferred(opening)));
			this.chunk = ascii(transferred(chunk));
			this.end = ascii(transferred(end) + "0\r\n\r\n");
		}

		/** Two hundred chunks in four seconds. */
		SteadyStream quick() {
			return new SteadyStream(this, title(), 200, Duration.ofMillis(20));
		}

		/** A chunk every half second, for ten seconds: a stream that mostly waits. */
		SteadyStream slow() {
			return new SteadyStream(this, "slow-" + title(), 20, Duration.ofMillis(500));
		}

		private String title() {
			return name().toLowerCase(Locale.ROOT);
		}

		private static String openAi(String delta, String finishReason) {
			return "{\"id\":\"chatcmpl-CLmXjYv9hYkcPTmG2fKQYbNf0bT3e\",\"object\":\"chat.completion.chunk\","
					+ "\"created\":1760000000,\"model\":\"bench\",\"service_tier\":\"default\","
					+ "\"system_fingerprint\":\"fp_560af6e559\",\"choices\":[{\"index\":0,\"delta\":" + delta
					+ ",\"logprobs\":null,\"finish_reason\":" + finishReason
					+ "}],\"usage\":null,\"obfuscation\":\"f1zVDcOYT\"}";
		}

		private static String gemini(String finish) {
			return event("",
					"{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\" tower\"}],\"role\":\"model\"}" + finish
							+ ",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":31,\"candidatesTokenCount\":200,"
							+ "\"totalTokenCount\":231},\"modelVersion\":\"bench\",\"responseId\":\"benchResponse\"}");
		}

		private static String event(String name, String data) {
			return (name.isEmpty() ? "" : "event: " + name + "\n") + "data: " + data + "\n\n";
		}

		private static String transferred(String events) {
			return Integer.toHexString(events.length()) + "\r\n" + events + "\r\n";
		}

	}

}
