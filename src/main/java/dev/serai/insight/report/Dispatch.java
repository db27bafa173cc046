package dev.serai.insight.report;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.serai.insight.report.Deliveries.Claim;
import dev.serai.platform.mail.MailFailure;
import dev.serai.platform.mail.Mailing;
import dev.serai.platform.mail.OutgoingMail;

/**
 * Sends each due report once, whatever the number of nodes and whenever one of them dies.
 * A node claims a delivery for a limited time. If the claim expires before the mail was
 * handed over, another node can claim the delivery. The handover is marked before the
 * mail server sees the end of the mail: without the mark, the server does not accept the
 * mail; with the mark, it is sent again only if the server says that it did not accept
 * it.
 */
public final class Dispatch {

	/** Longer than sending a mail takes if the server answers at all. */
	static final Duration LEASE = Duration.ofMinutes(5);

	private static final Duration LONGEST_WAIT = Duration.ofDays(3);

	private static final Duration FIRST_WAIT = Duration.ofMinutes(1);

	private static final Duration MOST_BETWEEN = Duration.ofHours(1);

	private static final int MOST_DOUBLED = 6;

	private final ReportDirectory directory;

	private final Deliveries deliveries;

	private final Editions editions;

	private final Letter letter;

	private final Mailing mailing;

	private final Clock clock;

	public Dispatch(ReportDirectory directory, Deliveries deliveries, Editions editions, Letter letter, Mailing mailing,
			Clock clock) {
		this.directory = directory;
		this.deliveries = deliveries;
		this.editions = editions;
		this.letter = letter;
		this.mailing = mailing;
		this.clock = clock;
	}

	/**
	 * Creates deliveries for due reports, only of the last period however many were
	 * missed, and gives up those that waited for three days.
	 */
	public void openDue() {
		Instant now = this.clock.instant();
		for (Report report : this.directory.due(now)) {
			Timetable timetable = report.timetable();
			this.deliveries.open(report, timetable.due(now), timetable.next(now));
		}
		this.deliveries.giveUp(LONGEST_WAIT);
	}

	/** Claims a waiting delivery; none while no mail server is configured. */
	public Optional<Claim> claim() {
		return this.mailing.isConfigured() ? this.deliveries.claim(LEASE) : Optional.empty();
	}

	/**
	 * Returns the mail of a claim, the same for each attempt.
	 * @throws IllegalStateException when the report was deleted or has no permitted
	 * recipients
	 */
	public OutgoingMail mail(Claim claim) {
		Delivery delivery = claim.delivery();
		Report report = this.directory.find(delivery.reportId())
			.orElseThrow(() -> new IllegalStateException("The report was deleted"));
		List<String> recipients = this.mailing.recipients().among(report.recipients());
		if (recipients.isEmpty()) {
			throw new IllegalStateException("No recipient is in a permitted domain; see SERAI_MAIL_DOMAINS");
		}
		return this.letter.mail(delivery.id(), recipients, this.editions.settled(report, delivery.span()));
	}

	/**
	 * Marks the handover to the mail server.
	 * @throws IllegalStateException when the claim was lost and the mail must not be sent
	 */
	public void handOver(Claim claim) {
		if (!this.deliveries.handOver(claim)) {
			throw new IllegalStateException("The delivery is not this node's any more");
		}
	}

	/** Records that the mail server accepted the mail. */
	public void sent(Claim claim) {
		this.deliveries.sent(claim, null);
	}

	/** Records a failed or partial delivery. */
	public void failed(Claim claim, MailFailure failure) {
		switch (failure.kind()) {
			case SENT_TO_SOME -> this.deliveries.sent(claim, failure.reason());
			case UNKNOWN -> this.deliveries.fail(claim, failure.reason());
			case NOT_SENT, UNREACHABLE -> this.deliveries.retry(claim, failure.reason(), wait(claim));
		}
	}

	/** Returns the wait: a minute, doubled with each attempt, up to an hour. */
	private static Duration wait(Claim claim) {
		int doubled = Math.min(MOST_DOUBLED, Math.max(0, claim.delivery().attempts() - 1));
		Duration wait = FIRST_WAIT.multipliedBy(1L << doubled);
		return (wait.compareTo(MOST_BETWEEN) > 0) ? MOST_BETWEEN : wait;
	}

}
