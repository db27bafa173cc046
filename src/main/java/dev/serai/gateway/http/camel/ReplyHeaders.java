package dev.serai.gateway.http.camel;

import java.math.BigDecimal;
import java.util.Locale;

import dev.serai.gateway.call.Amount;
import dev.serai.gateway.call.CacheUse;
import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.Cost;
import dev.serai.gateway.call.Origin;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Sets the headers of a reply that report what happened in a call. */
public final class ReplyHeaders {

	private ReplyHeaders() {
	}

	/** Sets who answered, after how many attempts, and how long Serai itself took. */
	public static void answered(Message message, Call call, long nowNanos) {
		Origin origin = call.origin();
		message.setHeader("x-serai-model", (origin != null) ? origin.model() : call.attempt().model());
		message.setHeader("x-serai-provider", (origin != null) ? origin.provider() : call.attempt().provider());
		CacheUse cache = call.cacheUse();
		if (cache != null) {
			message.setHeader("x-serai-cache", word(cache));
		}
		replayed(message, call);
		message.setHeader("x-serai-overhead-ms", millis(call.overheadNanos(nowNanos)));
		if (call.isSimulated()) {
			message.setHeader("x-serai-simulated", "true");
		}
		attempts(message, call);
	}

	/** Marks the reply as that of an earlier call with the same idempotency key. */
	static void replayed(Message message, Call call) {
		if (call.isReplayed()) {
			message.setHeader("idempotent-replayed", "true");
		}
	}

	private static String word(CacheUse use) {
		return switch (use) {
			case HIT -> "hit";
			case MISS -> "miss";
			case BYPASS -> "bypass";
		};
	}

	static void attempts(Message message, Call call) {
		message.setHeader("x-serai-attempts", Integer.toString(call.tried()));
	}

	/** Sets the call's cost; a stream's cost is known only at its end. */
	public static void cost(Message message, Call call) {
		Cost cost = call.cost();
		message.setHeader("x-serai-price-status", cost.status().name().toLowerCase(Locale.ROOT));
		if (!cost.isUnknown()) {
			message.setHeader("x-serai-cost-usd", Amount.text(cost.usd()));
		}
		BigDecimal saved = call.savedUsd();
		if (saved != null) {
			message.setHeader("x-serai-saved-usd", Amount.text(saved));
		}
	}

	/** Marks the body as whole, so that it is sent with its length, not in chunks. */
	public static void whole(Message message) {
		message.setHeader(Exchange.HTTP_CHUNKED, Boolean.FALSE);
	}

	private static String millis(long nanos) {
		long micros = nanos / 1000;
		long fraction = micros % 1000;
		return micros / 1000 + ((fraction < 10) ? ".00" : (fraction < 100) ? ".0" : ".") + fraction;
	}

}
