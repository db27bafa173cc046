package dev.serai.gateway.cache.camel;

import java.util.function.Function;

import dev.serai.gateway.cache.StoredAnswer;
import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.camel.Calls;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Looks a call up in the cache. On a hit the stored answer becomes the message, and the
 * exchange property {@value #ANSWERED} is set for the route's choice.
 */
public final class Recall implements Processor {

	private static final String ANSWERED = "answered";

	private final Function<Call, @Nullable StoredAnswer> memory;

	public Recall(Function<Call, @Nullable StoredAnswer> memory) {
		this.memory = memory;
	}

	@Override
	public void process(Exchange exchange) {
		StoredAnswer answer = this.memory.apply(Calls.of(exchange));
		if (answer != null) {
			exchange.getMessage().setBody(answer);
			exchange.setProperty(ANSWERED, Boolean.TRUE);
		}
	}

}
