package dev.serai.insight.report;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A report of one period on its way.
 *
 * @param attempts how often it was tried to send it
 * @param lastError what was in the way the last time, or who did not get it
 * @param onDemand whether somebody wanted it now; else it was due
 */
public record Delivery(UUID id, UUID reportId, Span span, Status status, int attempts, @Nullable String lastError,
		@Nullable Instant sentAt, boolean onDemand) {

	/** How far it is. */
	public enum Status {

		/** To be sent, or to be tried again. */
		WAITING,
		/** A node is about it. */
		SENDING,
		/** The mail server has taken it. */
		SENT,
		/** It is not tried any more. */
		FAILED;

		public String word() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
