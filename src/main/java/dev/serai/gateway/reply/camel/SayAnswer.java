package dev.serai.gateway.reply.camel;

import dev.serai.gateway.cache.StoredAnswer;
import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.camel.Calls;
import dev.serai.gateway.fallback.LiveAnswer;
import dev.serai.gateway.fallback.ProviderAnswer;
import dev.serai.gateway.http.camel.ReplyHeaders;
import dev.serai.gateway.reply.Replies;
import dev.serai.gateway.reply.StoredReplies;
import dev.serai.platform.clock.NanoClock;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

import org.springframework.stereotype.Component;

/**
 * Sets the reply: bytes with their cost, or a stream that is read as it is sent.
 */
@Component("write-answer")
final class SayAnswer implements Processor {

	private final Replies replies;

	private final StoredReplies stored;

	private final NanoClock nanoClock;

	SayAnswer(Replies replies, StoredReplies stored, NanoClock nanoClock) {
		this.replies = replies;
		this.stored = stored;
		this.nanoClock = nanoClock;
	}

	@Override
	public void process(Exchange exchange) {
		Call call = Calls.of(exchange);
		Message message = exchange.getMessage();
		Object answer = message.getBody();
		message.setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
		if (answer instanceof StoredAnswer again) {
			plain(message, call, this.stored.again(call, again));
			if (call.isStreaming()) {
				asStream(message);
			}
			else {
				message.setHeader(Exchange.CONTENT_TYPE, "application/json");
			}
			ReplyHeaders.answered(message, call, this.nanoClock.getAsLong());
			return;
		}
		switch ((ProviderAnswer) answer) {
			case LiveAnswer live -> {
				message.setBody(this.replies.stream(call, live));
				asStream(message);
			}
			case ProviderAnswer.Whole whole when call.isStreaming() -> {
				plain(message, call, this.replies.streamOfWhole(call, whole));
				asStream(message);
			}
			case ProviderAnswer.Whole whole -> {
				plain(message, call, this.replies.whole(call, whole));
				message.setHeader(Exchange.CONTENT_TYPE, "application/json");
			}
		}
		ReplyHeaders.answered(message, call, this.nanoClock.getAsLong());
	}

	private static void plain(Message message, Call call, byte[] body) {
		message.setBody(body);
		ReplyHeaders.cost(message, call);
		ReplyHeaders.whole(message);
	}

	private static void asStream(Message message) {
		message.setHeader(Exchange.CONTENT_TYPE, "text/event-stream");
		message.setHeader("cache-control", "no-cache");
		// Otherwise nginx would buffer events.
		message.setHeader("x-accel-buffering", "no");
	}

}
