package dev.serai.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;

/**
 * What is put under load: a port of this machine and the requests for it.
 *
 * @param request the bytes of the request with this number, counted from 0
 */
record Target(int port, IntFunction<byte[]> request) {

	private static final String MESSAGES = "\"messages\":[{\"role\":\"system\",\"content\":\"You answer in one sentence.\"},"
			+ "{\"role\":\"user\",\"content\":\"When was the tallest tower of the old town finished, and what is it good for?\"}]";

	/** The same chat over and over. */
	static Target chat(int port, String key, String model, boolean stream) {
		byte[] request = request(key, model, stream);
		return new Target(port, (number) -> request);
	}

	/** A chat whose model changes with each call. */
	static Target chat(int port, String key, IntFunction<String> model, boolean stream) {
		return new Target(port, (number) -> request(key, model.apply(number), stream));
	}

	private static byte[] request(String key, String model, boolean stream) {
		String body = "{\"model\":\"" + model + "\"," + (stream ? "\"stream\":true," : "") + MESSAGES + "}";
		return ("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + key
				+ "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
			.getBytes(StandardCharsets.US_ASCII);
	}

}
