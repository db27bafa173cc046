package dev.serai.gateway.http.camel;

import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Replies with JSON, in one piece. */
public final class JsonReply {

	private JsonReply() {
	}

	public static void put(Exchange exchange, int status, byte[] body) {
		Message message = exchange.getMessage();
		message.removeHeaders("*");
		message.setBody(body);
		message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
		message.setHeader(Exchange.CONTENT_TYPE, "application/json");
		ReplyHeaders.whole(message);
	}

	/** Replies without a body. */
	public static void nothing(Exchange exchange) {
		Message message = exchange.getMessage();
		message.removeHeaders("*");
		message.setBody(null);
		message.setHeader(Exchange.HTTP_RESPONSE_CODE, 204);
	}

}
