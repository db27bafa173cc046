package dev.serai.insight.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Where reports on their way are kept, for all nodes: whatever their number, a report of
 * a period is there once, and one node at a time is about it. Leases run by the clock of
 * the database. Every method ends with the refusal 503 {@code dependency_unavailable}
 * while it cannot be reached.
 */
public interface Deliveries {

	/**
	 * A report is due: it waits to be sent, unless it does or did already, and is due
	 * next at another time, unless it was changed meanwhile.
	 */
	void open(Report report, Span span, Instant next);

	/**
	 * Somebody wants a report now.
	 * @return empty while one of theirs is on its way already
	 */
	Optional<Delivery> order(Report report, Span span);

	/**
	 * Takes one that waits, or that another node began with and did not come to hand
	 * over.
	 * @param lease for how long nobody else takes it
	 */
	Optional<Claim> claim(Duration lease);

	/**
	 * Marks that the mail server may have it from now on. From here on nobody takes it
	 * again.
	 * @return false when it is not this claim's any more
	 */
	boolean handOver(Claim claim);

	/**
	 * @param remark who did not get it; null when all did
	 */
	void sent(Claim claim, @Nullable String remark);

	/** It was surely not sent, and waits to be tried again. */
	void retry(Claim claim, String reason, Duration wait);

	/** It is not tried any more. */
	void fail(Claim claim, String reason);

	/**
	 * Ends those that are not to be tried any more: because they have waited too long,
	 * and because who handed them over did not live to hear whether they were taken.
	 */
	void giveUp(Duration longestWait);

	/** Those of a report, newest first. */
	List<Delivery> of(UUID report, int most);

	/** What a report says of a period, if that is settled. */
	Optional<String> figures(UUID report, Span span);

	/**
	 * Settles what a report says of a period.
	 * @return what it says, which is what was settled first
	 */
	String settle(UUID report, Span span, String figures);

	/**
	 * A node is about a delivery.
	 *
	 * @param token that of this claim and no other
	 */
	record Claim(Delivery delivery, UUID token) {
	}

}
