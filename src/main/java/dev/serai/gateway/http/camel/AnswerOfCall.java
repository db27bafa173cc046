package dev.serai.gateway.http.camel;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/**
 * Gives the answer of a call back to the message that the call was made of, and nothing
 * else of the call's exchange: that it has ended must not end the route that made it, and
 * what its steps noted must not reach the message's next call.
 */
public final class AnswerOfCall implements AggregationStrategy {

	@Override
	public Exchange aggregate(Exchange message, Exchange call) {
		message.getMessage().setHeaders(call.getMessage().getHeaders());
		message.getMessage().setBody(call.getMessage().getBody());
		return message;
	}

}
