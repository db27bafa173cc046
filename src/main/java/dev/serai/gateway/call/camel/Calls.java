package dev.serai.gateway.call.camel;

import dev.serai.gateway.call.Call;
import org.apache.camel.Exchange;

/** Reads and writes the call of an exchange. */
public final class Calls {

	/** The only exchange property that Serai sets. */
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
