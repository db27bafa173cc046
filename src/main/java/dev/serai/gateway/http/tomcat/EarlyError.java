package dev.serai.gateway.http.tomcat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;

import dev.serai.gateway.call.CallId;

/**
 * The errors, in the contract's shape, of requests that do not reach the application: it
 * may not be there yet, or there is no request to speak of. Tomcat makes the valve that
 * uses them, so their ids take the machine's time; no record has such an id.
 */
enum EarlyError {

	BAD_REQUEST("The request is not valid HTTP", "invalid_request_error", "bad_request"),
	TOO_SLOW("The request took too long to come", "invalid_request_error", "request_timeout"),
	INTERNAL("Serai failed by a fault of its own", "server_error", "internal_error");

	static final String REQUEST_ID = "x-request-id";

	private static final Clock CLOCK = Clock.systemUTC();

	private final byte[] body;

	EarlyError(String message, String type, String code) {
		this.body = ("{\"error\":{\"message\":\"" + message + "\",\"type\":\"" + type + "\",\"param\":null,\"code\":\""
				+ code + "\"}}")
			.getBytes(StandardCharsets.UTF_8);
	}

	/** The error that a status stands for. */
	static EarlyError of(int status) {
		if (status == 408) {
			return TOO_SLOW;
		}
		// 501 and 505 are said of methods and versions that nobody knows.
		return (status < 500 || status == 501 || status == 505) ? BAD_REQUEST : INTERNAL;
	}

	byte[] body() {
		return this.body.clone();
	}

	static String requestId() {
		return CallId.next(CLOCK).toString();
	}

	/** A whole answer, for a connection on which no request came to its end. */
	byte[] answer(String statusLine) {
		StringBuilder head = new StringBuilder("HTTP/1.1 ").append(statusLine)
			.append("\r\n")
			.append(REQUEST_ID)
			.append(": ")
			.append(requestId())
			.append("\r\nContent-Type: application/json;charset=utf-8\r\nConnection: close\r\nContent-Length: ")
			.append(this.body.length)
			.append("\r\n");
		SecurityHeaders.OF_DATA.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
		byte[] bytes = head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
		byte[] whole = Arrays.copyOf(bytes, bytes.length + this.body.length);
		System.arraycopy(this.body, 0, whole, bytes.length, this.body.length);
		return whole;
	}

}
