package dev.serai.insight.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Stores report deliveries for all nodes. There is one delivery for a report and period,
 * and one node works on it at a time. Leases use the database's clock. Every method
 * throws the refusal 503 {@code dependency_unavailable} while the store cannot be
 * reached.
 */
public interface Deliveries {

	/**
	 * Creates the delivery of a due report unless it exists, and sets when the report is
	 * due next, unless the report was changed meanwhile.
	 */
	void open(Report report, Span span, Instant next);

	/**
	 * Creates a delivery on demand.
	 * @return empty while an on-demand delivery of this report is in progress
	 */
	Optional<Delivery> order(Report report, Span span);

	/**
	 * Claims a waiting delivery, or one whose node's claim expired before the handover.
	 * @param lease how long no other node can claim it
	 */
	Optional<Claim> claim(Duration lease);

	/**
	 * Marks the handover to the mail server. After that, no node claims the delivery
	 * again.
	 * @return false when the claim has been lost
	 */
	boolean handOver(Claim claim);

	/**
	 * @param remark the recipients that did not get it; null when all did
	 */
	void sent(Claim claim, @Nullable String remark);

	/** Records that the mail was certainly not sent, and schedules the next attempt. */
	void retry(Claim claim, String reason, Duration wait);

	/** Marks a delivery as failed for good. */
	void fail(Claim claim, String reason);

	/**
	 * Ends deliveries that waited too long, and those whose node died after the handover
	 * and before the server's answer.
	 */
	void giveUp(Duration longestWait);

	/** Returns a report's deliveries, newest first. */
	List<Delivery> of(UUID report, int most);

	/** Returns the stored figures of a report's period. */
	Optional<String> figures(UUID report, Span span);

	/**
	 * Stores the figures of a report's period.
	 * @return the stored figures, which are those that were stored first
	 */
	String settle(UUID report, Span span, String figures);

	/**
	 * A node's claim of a delivery.
	 *
	 * @param token identifies this claim
	 */
	record Claim(Delivery delivery, UUID token) {
	}

}
