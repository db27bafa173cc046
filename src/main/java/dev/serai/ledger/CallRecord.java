package dev.serai.ledger;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.serai.gateway.call.CacheUse;
import dev.serai.gateway.call.CallId;
import dev.serai.gateway.call.Caller;
import dev.serai.gateway.call.Cost;
import dev.serai.gateway.call.Decision;
import dev.serai.gateway.call.GuardEvent;
import dev.serai.gateway.call.Outcome;
import dev.serai.gateway.operation.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one call. Any text from outside may be given: what cannot be kept is
 * replaced or cut here.
 *
 * @param id a UUID of version 7, see {@link CallId}
 * @param endedAt when the last byte had been written
 * @param caller who called; null when no key vouched for it
 * @param labels what the caller says that the call is for
 * @param operation what the model was asked to do, such as {@code chat}; null when the
 * request could not be read, and in records made before operations were recorded
 * @param modelRequested the name that the caller gave; null when there was none
 * @param policy the policy that was asked or implied; null when none was reached
 * @param served the deployment whose answer the caller got; null when there is none
 * @param stream whether the answer was to be streamed
 * @param outcome how it ended
 * @param status the HTTP status that the caller got
 * @param errorCode the error's code; null when there was no error
 * @param usage of all attempts together
 * @param cost of all attempts together
 * @param baselineUsd what the baseline model would have cost; null when unknown
 * @param savedUsd baseline less cost, below zero when dearer; null when either is unknown
 * @param cache what the cache had to do with it; null when the call did not get that far
 * @param guardEvents what the guardrails found
 * @param timing how long it took
 * @param decision why that deployment; null when none was made
 * @param attempts in their order
 */
public record CallRecord(UUID id, Instant endedAt, @Nullable Caller caller, Labels labels, @Nullable String operation,
		@Nullable String modelRequested, @Nullable String policy, @Nullable Served served, boolean stream,
		Outcome outcome, int status, @Nullable String errorCode, Usage usage, Cost cost,
		@Nullable BigDecimal baselineUsd, @Nullable BigDecimal savedUsd, @Nullable CacheUse cache,
		List<GuardEvent> guardEvents, Timing timing, @Nullable Decision decision, List<AttemptRecord> attempts) {

	static final int LONGEST_NAME = 256;

	private static final int LONGEST_TAGS = 1_024;

	public CallRecord {
		operation = Text.fit(operation, LONGEST_NAME);
		modelRequested = Text.fit(modelRequested, LONGEST_NAME);
		policy = Text.fit(policy, LONGEST_NAME);
		errorCode = Text.fit(errorCode, LONGEST_NAME);
		guardEvents = List.copyOf(guardEvents);
		attempts = List.copyOf(attempts);
	}

	/** When the call was received: the moment that its id holds. */
	public Instant at() {
		return CallId.receivedAt(this.id);
	}

	/**
	 * What the caller says that the call is for. An empty label is none.
	 *
	 * @param feature the part of the caller's product
	 * @param session the conversation
	 * @param tags anything else, as it was sent
	 * @param endUser the caller's own name for its end user
	 */
	public record Labels(@Nullable String feature, @Nullable String session, @Nullable String tags,
			@Nullable String endUser) {

		/** No labels. */
		public static final Labels NONE = new Labels(null, null, null, null);

		public Labels {
			feature = fitOrNull(feature, LONGEST_NAME);
			session = fitOrNull(session, LONGEST_NAME);
			tags = fitOrNull(tags, LONGEST_TAGS);
			endUser = fitOrNull(endUser, LONGEST_NAME);
		}

		private static @Nullable String fitOrNull(@Nullable String label, int longest) {
			return (label == null || label.isBlank()) ? null : Text.fit(label, longest);
		}

	}

	/**
	 * How long a call took.
	 *
	 * @param firstToken until the first content had been written; null when none was
	 * @param total until the last byte had been written
	 * @param overhead the part that was not spent waiting for providers; null when
	 * unknown
	 */
	public record Timing(@Nullable Duration firstToken, Duration total, @Nullable Duration overhead) {
	}

}
