package dev.serai.insight.live;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.Caller;
import dev.serai.gateway.call.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A call that has just ended, as live viewers see it.
 *
 * @param teamId the call's team; null when it had no valid key
 * @param model the model that answered or, without an answer, the requested name; null
 * when there was none
 * @param provider the provider that answered; null without an answer
 * @param tokens tokens of all attempts
 * @param costUsd the known cost of all attempts, in US dollars
 * @param costKnown whether the whole cost is known
 */
record LiveCall(UUID id, Instant at, @Nullable UUID teamId, @Nullable String team, @Nullable String model,
		@Nullable String provider, Outcome outcome, int status, long tokens, BigDecimal costUsd, boolean costKnown,
		double totalMs) {

	private static final int LONGEST_NAME = 256;

	private static final double NANOS_PER_MILLI = 1_000_000;

	/** Creates the live view of a call that has ended. */
	static LiveCall of(Call call) {
		Caller caller = call.caller();
		Outcome outcome = (call.outcome() != null) ? call.outcome() : Outcome.ERROR;
		int status = (call.error() != null) ? call.error().status() : 200;
		return new LiveCall(call.id(), call.at(), (caller != null) ? caller.teamId() : null,
				(caller != null) ? caller.team() : null, model(call), provider(call), outcome, status,
				call.usage().total(), call.cost().usd(), !call.cost().isUnknown(),
				Math.round((call.endedNanos() - call.startedNanos()) / NANOS_PER_MILLI * 100) / 100.0);
	}

	private static @Nullable String model(Call call) {
		if (call.origin() != null) {
			return call.origin().model();
		}
		if (!call.attempts().isEmpty()) {
			return call.attempts().getLast().model();
		}
		if (!call.isRead()) {
			return null;
		}
		// The caller's text may be of any content and length.
		String asked = call.request().model();
		return (asked.length() > LONGEST_NAME) ? asked.substring(0, LONGEST_NAME) : asked;
	}

	private static @Nullable String provider(Call call) {
		if (call.origin() != null) {
			return call.origin().provider();
		}
		return call.attempts().isEmpty() ? null : call.attempts().getLast().provider();
	}

	/** Whether providers or Serai gave no complete answer. */
	boolean failed() {
		return switch (this.outcome) {
			case FAILED, TRUNCATED, TIMEOUT, SHORT_CIRCUITED, ERROR, UNKNOWN_CRASH -> true;
			case OK, REFUSED, BLOCKED, REJECTED, CLIENT_CLOSED -> false;
		};
	}

}
