package dev.serai.benchmark;

import java.nio.charset.StandardCharsets;

/** The answers of the fake provider, as they go over the wire. */
final class FakeAnswers {

	static final byte[] WHOLE = response("200 OK", """
			{"id":"chatcmpl-benchmark","object":"chat.completion","created":1760000000,"model":"bench",\
			"choices":[{"index":0,"message":{"role":"assistant","content":"The tallest tower of the old town was \
			finished in 1514, and its bell still tells the hour.","refusal":null,"annotations":[]},"logprobs":null,\
			"finish_reason":"stop"}],"usage":{"prompt_tokens":31,"completion_tokens":22,"total_tokens":53,\
			"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},"completion_tokens_details":\
			{"reasoning_tokens":0,"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}},\
			"service_tier":"default","system_fingerprint":"fp_benchmark"}""");

	static final byte[] FAILURE = response("500 Internal Server Error", """
			{"error":{"message":"The server had an error","type":"server_error","param":null,"code":null}}""");

	static final byte[] STREAM_HEAD = ascii(
			"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");

	/** The head of an answer that does not come. */
	static final byte[] SILENT_HEAD = ascii(
			"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");

	static final byte[] STREAM_TOKEN = chunk(
			"data: " + delta("{\"role\":\"assistant\",\"content\":\"tower \"}", "null"));

	static final byte[] STREAM_END = join(chunk("data: " + delta("{}", "\"stop\"")), chunk("data: [DONE]"),
			ascii("0\r\n\r\n"));

	static final byte[] STREAM_END_WITH_USAGE = join(chunk("data: " + delta("{}", "\"stop\"")), chunk("""
			data: {"id":"chatcmpl-benchmark","object":"chat.completion.chunk","created":1760000000,"model":"bench",\
			"choices":[],"usage":{"prompt_tokens":31,"completion_tokens":48,"total_tokens":79}}"""),
			chunk("data: [DONE]"), ascii("0\r\n\r\n"));

	private FakeAnswers() {
	}

	private static String delta(String delta, String finishReason) {
		return "{\"id\":\"chatcmpl-benchmark\",\"object\":\"chat.completion.chunk\",\"created\":1760000000,"
				+ "\"model\":\"bench\",\"choices\":[{\"index\":0,\"delta\":" + delta
				+ ",\"logprobs\":null,\"finish_reason\":" + finishReason + "}]}";
	}

	private static byte[] response(String status, String body) {
		return ascii("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
				+ "\r\n\r\n" + body);
	}

	private static byte[] chunk(String event) {
		String data = event + "\n\n";
		return ascii(Integer.toHexString(data.length()) + "\r\n" + data + "\r\n");
	}

	private static byte[] join(byte[]... parts) {
		StringBuilder all = new StringBuilder();
		for (byte[] part : parts) {
			all.append(new String(part, StandardCharsets.US_ASCII));
		}
		return ascii(all.toString());
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
