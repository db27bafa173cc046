package dev.serai.gateway.http.tomcat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;

import dev.serai.gateway.call.CallId;

/**
 * Errors in the API's format for requests that do not reach the application, because it
 * has not started or the request cannot be parsed. Tomcat creates the valve that uses
 * them, so their ids use the machine's clock; no record has such an id.
 */
enum EarlyError {

	BAD_REQUEST("The request is not valid HTTP", "invalid_request_error", "bad_request"),
	TOO_SLOW("The request took too long to arrive", "invalid_request_error", "request_timeout"),
	INTERNAL("Internal error", "server_error", "internal_error");

	static final String REQUEST_ID = "x-request-id";

	private static final Clock CLOCK = Clock.systemUTC();

	private final byte[] body;

	EarlyError(String message, String type, String code) {
		this.body = ("{\"error\":{\"message\":\"" + message + "\",\"type\":\"" + type + "\",\"param\":null,\"code\":\""
				+ code + "\"}}")
			.getBytes(StandardCharsets.UTF_8);
	}

	/** Returns the error for a status. */
	static EarlyError of(int status) {
		if (status == 408) {
			return TOO_SLOW;
		}
		// 501 and 505 stand for unknown methods and versions.
		return (status < 500 || status == 501 || status == 505) ? BAD_REQUEST : INTERNAL;
	}

	byte[] body() {
		return this.body.clone();
	}

	static String requestId() {
		return CallId.next(CLOCK).toString();
	}

	/** Returns a whole response, for a connection without a complete request. */
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
