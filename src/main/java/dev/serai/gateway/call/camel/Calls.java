package dev.serai.gateway.call.camel;

import dev.serai.gateway.call.Call;
import org.apache.camel.Exchange;

/** Where an exchange keeps its call. */
public final class Calls {

	/** The exchange's one property of ours. */
	public static final String CALL = "call";

	private Calls() {
	}

	public static Call of(Exchange exchange) {
		return exchange.getProperty(CALL, Call.class);
	}

	public static void put(Exchange exchange, Call call) {
		exchange.setProperty(CALL, call);
	}

}
