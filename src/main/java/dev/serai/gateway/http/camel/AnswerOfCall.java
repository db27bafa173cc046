package dev.serai.gateway.http.camel;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/**
 * Copies the answer of a call into the message that the call was made from, and nothing
 * else of the call's exchange: the end of the call must not end the calling route, and
 * its properties must not affect the message's next call.
 */
public final class AnswerOfCall implements AggregationStrategy {

	@Override
	public Exchange aggregate(Exchange message, Exchange call) {
		message.getMessage().setHeaders(call.getMessage().getHeaders());
		message.getMessage().setBody(call.getMessage().getBody());
		return message;
	}

}
