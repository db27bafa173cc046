package dev.serai.ledger;

import java.time.Duration;

import dev.serai.gateway.call.Cost;
import dev.serai.gateway.call.Outcome;
import dev.serai.gateway.operation.Usage;
import org.jspecify.annotations.Nullable;

/**
 * The record of one attempt.
 *
 * @param number its position in the call, from 1
 * @param asked the deployment
 * @param outcome how it ended
 * @param status the provider's HTTP status; 0 without a response
 * @param failureKind a stable word for the kind of failure; null without a failure
 * @param failure the failure for people; cut at 500 characters
 * @param usage the usage, also of a failed attempt
 * @param cost the billed cost
 * @param started the time from receiving the call to the attempt's start
 * @param firstToken the time from the attempt's start to the first content; null when
 * none came
 * @param total the attempt's duration
 * @param retryAfter how long the provider asked to wait
 * @param serviceTier the service tier that the provider reported; null when it reported
 * none
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

	/** Creates an attempt without a service tier. */
	public AttemptRecord(int number, Served asked, Outcome outcome, int status, @Nullable String failureKind,
			@Nullable String failure, Usage usage, Cost cost, Duration started, @Nullable Duration firstToken,
			Duration total, @Nullable Duration retryAfter) {
		this(number, asked, outcome, status, failureKind, failure, usage, cost, started, firstToken, total, retryAfter,
				null);
	}

}
