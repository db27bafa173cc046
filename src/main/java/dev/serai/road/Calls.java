package dev.serai.road;

import dev.serai.call.Call;
import org.apache.camel.Exchange;

/** Where an exchange keeps its call. */
final class Calls {

	/** The exchange's one property of ours. */
	static final String CALL = "call";

	private Calls() {
	}

	static Call of(Exchange exchange) {
		return exchange.getProperty(CALL, Call.class);
	}

	static void put(Exchange exchange, Call call) {
		exchange.setProperty(CALL, call);
	}

}
