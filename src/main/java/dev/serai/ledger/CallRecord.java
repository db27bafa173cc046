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
 * The record of one call. Accepts any text: characters that cannot be stored are
 * replaced, and overlong texts are cut.
 *
 * @param id a UUID of version 7, see {@link CallId}
 * @param endedAt when the last byte had been written
 * @param caller the authenticated caller; null when the call had no valid key
 * @param labels the caller's labels of the call
 * @param operation the operation, such as {@code chat}; null when the request could not
 * be read, and in records from before operations were recorded
 * @param modelRequested the requested name; null when there was none
 * @param policy the named or default policy; null when none was reached
 * @param served the deployment whose answer the caller got; null when there is none
 * @param stream whether a streamed response was requested
 * @param outcome how it ended
 * @param status the HTTP status of the response
 * @param errorCode the error code; null without an error
 * @param usage the usage of all attempts
 * @param cost the cost of all attempts
 * @param baselineUsd what the baseline model would have cost; null when unknown
 * @param savedUsd baseline minus cost, negative when the call cost more; null when either
 * is unknown
 * @param cache the cache's part in the call; null when the call did not reach it
 * @param guardEvents the guardrails' findings
 * @param timing the durations
 * @param decision the routing decision; null when none was made
 * @param attempts in order
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

	/** Returns when the call was received, which its id contains. */
	public Instant at() {
		return CallId.receivedAt(this.id);
	}

	/**
	 * The caller's labels of a call. An empty label counts as none.
	 *
	 * @param feature the feature of the caller's product
	 * @param session the conversation
	 * @param tags further tags as they were sent
	 * @param endUser the caller's id of its end user
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
	 * The durations of a call.
	 *
	 * @param firstToken the time until the first content was written; null when none was
	 * @param total the time until the last byte was written
	 * @param overhead the part not spent waiting for providers; null when unknown
	 */
	public record Timing(@Nullable Duration firstToken, Duration total, @Nullable Duration overhead) {
	}

}
