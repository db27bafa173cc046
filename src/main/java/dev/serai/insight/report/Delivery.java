package dev.serai.insight.report;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The delivery of a report for one period.
 *
 * @param attempts the number of attempts
 * @param lastError the last attempt's error, or the recipients that did not get it
 * @param onDemand whether an operator ordered it; false when it was scheduled
 */
public record Delivery(UUID id, UUID reportId, Span span, Status status, int attempts, @Nullable String lastError,
		@Nullable Instant sentAt, boolean onDemand) {

	/** The status of a delivery. */
	public enum Status {

		/** Waiting for the first or next attempt. */
		WAITING,
		/** A node is sending it. */
		SENDING,
		/** The mail server has accepted it. */
		SENT,
		/** Failed for good. */
		FAILED;

		public String word() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
