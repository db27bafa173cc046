package dev.serai.ledger;

import java.time.Duration;

import dev.serai.gateway.call.Cost;
import dev.serai.gateway.call.Outcome;
import dev.serai.gateway.operation.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one attempt.
 *
 * @param number its place in the call, from 1
 * @param asked the deployment
 * @param outcome how it ended
 * @param status the provider's HTTP status; 0 where there was no answer
 * @param failureKind a stable word for what went wrong; null when nothing did
 * @param failure what went wrong, for people; cut at 500 characters
 * @param usage what was used, in a failed attempt too
 * @param cost what was billed for it
 * @param started after the call was received
 * @param firstToken from the attempt's start to the first content; null when none came
 * @param total from its start to its end
 * @param retryAfter when the provider said that it could be asked again
 * @param serviceTier in which the provider said that it served; null when it did not say
 */
public record AttemptRecord(int number, Served asked, Outcome outcome, int status, @Nullable String failureKind,
		@Nullable String failure, Usage usage, Cost cost, Duration started, @Nullable Duration firstToken,
		Duration total, @Nullable Duration retryAfter, @Nullable String serviceTier) {

	static final int LONGEST_FAILURE = 500;

	private static final int LONGEST_TIER = 64;

	public AttemptRecord {
		failureKind = Text.fit(failureKind, CallRecord.LONGEST_NAME);
		failure = Text.fit(failure, LONGEST_FAILURE);
		serviceTier = Text.fit(serviceTier, LONGEST_TIER);
	}

	/** An attempt whose provider did not say in which tier it served. */
	public AttemptRecord(int number, Served asked, Outcome outcome, int status, @Nullable String failureKind,
			@Nullable String failure, Usage usage, Cost cost, Duration started, @Nullable Duration firstToken,
			Duration total, @Nullable Duration retryAfter) {
		this(number, asked, outcome, status, failureKind, failure, usage, cost, started, firstToken, total, retryAfter,
				null);
	}

}
