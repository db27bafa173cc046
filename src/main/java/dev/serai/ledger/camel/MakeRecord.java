package dev.serai.ledger.camel;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.serai.gateway.call.Attempt;
import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.Origin;
import dev.serai.gateway.call.Outcome;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.ledger.AttemptRecord;
import dev.serai.ledger.CallRecord;
import dev.serai.ledger.CallRecord.Labels;
import dev.serai.ledger.CallRecord.Timing;
import dev.serai.ledger.Served;
import dev.serai.platform.error.ApiError;
import org.jspecify.annotations.Nullable;

/** Creates the record of a call that has ended. */
final class MakeRecord {

	private MakeRecord() {
	}

	static CallRecord of(Call call) {
		ApiError error = call.error();
		Outcome outcome = (call.outcome() != null) ? call.outcome() : Outcome.ERROR;
		return new CallRecord(call.id(), endedAt(call), call.caller(), labels(call),
				call.isRead() ? call.request().operation().word() : null, call.isRead() ? call.request().model() : null,
				(call.decision() != null) ? call.decision().policy() : null, answeredBy(call), call.isStreaming(),
				outcome, (error != null) ? error.status() : 200, (error != null) ? error.code() : null, call.usage(),
				call.cost(), call.baselineUsd(), call.savedUsd(), call.cacheUse(), call.guardEvents(), timing(call),
				call.decision(), attempts(call));
	}

	static Labels labels(Call call) {
		return new Labels(call.headers().feature(), call.headers().session(), call.headers().tags(),
				call.isRead() ? call.request().user() : null);
	}

	private static Instant endedAt(Call call) {
		return call.at().plusNanos(Math.max(0, call.endedNanos() - call.startedNanos()));
	}

	private static @Nullable Served answeredBy(Call call) {
		Origin origin = call.origin();
		if (origin != null) {
			return new Served(origin.deployment(), origin.provider(), origin.model(), origin.simulated());
		}
		List<Attempt> attempts = call.attempts();
		if (attempts.isEmpty()) {
			return null;
		}
		// A complete answer may contain no text, only hidden reasoning.
		if (attempts.getLast().firstTokenNanos() == 0 && attempts.getLast().outcome() != Outcome.OK) {
			return null;
		}
		return served(call, attempts.getLast());
	}

	private static Served served(Call call, Attempt attempt) {
		return new Served(attempt.deployment(), attempt.provider(), attempt.model(), call.isSimulated());
	}

	private static Timing timing(Call call) {
		long firstToken = call.attempts().isEmpty() ? 0 : call.attempts().getLast().firstTokenNanos();
		return new Timing(between(call.startedNanos(), firstToken),
				Duration.ofNanos(call.endedNanos() - call.startedNanos()),
				Duration.ofNanos(call.overheadNanos(call.endedNanos())));
	}

	/**
	 * Returns the attempts that reached a provider; short-circuited ones are only counted
	 * by meters.
	 */
	private static List<AttemptRecord> attempts(Call call) {
		List<AttemptRecord> records = new ArrayList<>(call.attempts().size());
		for (Attempt attempt : call.attempts()) {
			if (!attempt.isHeldBack()) {
				records.add(attempt(call, attempt, records.size() + 1));
			}
		}
		return records;
	}

	private static AttemptRecord attempt(Call call, Attempt attempt, int number) {
		ProviderFailure failure = attempt.failure();
		Outcome outcome = (attempt.outcome() != null) ? attempt.outcome() : Outcome.ERROR;
		return new AttemptRecord(number, served(call, attempt), outcome, attempt.status(),
				(failure != null) ? failure.kind().name().toLowerCase(Locale.ROOT) : null,
				(failure != null) ? failure.getMessage() : null, attempt.usage(), attempt.cost(),
				Duration.ofNanos(attempt.startedNanos() - call.startedNanos()),
				between(attempt.startedNanos(), attempt.firstTokenNanos()),
				Duration.ofNanos(Math.max(0, attempt.endedNanos() - attempt.startedNanos())),
				(failure != null) ? failure.retryAfter() : null, attempt.tier());
	}

	private static @Nullable Duration between(long start, long end) {
		return (end == 0) ? null : Duration.ofNanos(end - start);
	}

}
