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
 * Has each report that is due sent once, whatever the number of nodes and whichever of
 * them dies when. A delivery is claimed for a while; a claim that runs out before the
 * mail was handed over is another's to take. The handover is marked before the mail
 * server has seen the mail's end: without the mark the server does not take it, and with
 * the mark nobody sends it again unless the server says that it did not take it.
 */
public final class Dispatch {

	/** Longer than a mail takes whose server answers at all. */
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
	 * Finds what is due: of each report the last period, however many were missed. What
	 * has waited for three days is given up.
	 */
	public void openDue() {
		Instant now = this.clock.instant();
		for (Report report : this.directory.due(now)) {
			Timetable timetable = report.timetable();
			this.deliveries.open(report, timetable.due(now), timetable.next(now));
		}
		this.deliveries.giveUp(LONGEST_WAIT);
	}

	/** Takes one that waits; none while there is no mail server. */
	public Optional<Claim> claim() {
		return this.mailing.isConfigured() ? this.deliveries.claim(LEASE) : Optional.empty();
	}

	/**
	 * The mail of a claim, the same each time that it is tried.
	 * @throws IllegalStateException when the report is gone, or nobody may get it any
	 * more
	 */
	public OutgoingMail mail(Claim claim) {
		Delivery delivery = claim.delivery();
		Report report = this.directory.find(delivery.reportId())
			.orElseThrow(() -> new IllegalStateException("There is no such report any more"));
		List<String> recipients = this.mailing.recipients().among(report.recipients());
		if (recipients.isEmpty()) {
			throw new IllegalStateException("None of the recipients is in a domain that may get mail");
		}
		return this.letter.mail(delivery.id(), recipients, this.editions.settled(report, delivery.span()));
	}

	/**
	 * Marks that the mail server is about to have it.
	 * @throws IllegalStateException when another has it: it must not be handed over
	 */
	public void handOver(Claim claim) {
		if (!this.deliveries.handOver(claim)) {
			throw new IllegalStateException("The delivery is not this node's any more");
		}
	}

	/** The mail server has taken it. */
	public void sent(Claim claim) {
		this.deliveries.sent(claim, null);
	}

	/** It was not simply sent. */
	public void failed(Claim claim, MailFailure failure) {
		switch (failure.kind()) {
			case SENT_TO_SOME -> this.deliveries.sent(claim, failure.reason());
			case UNKNOWN -> this.deliveries.fail(claim, failure.reason());
			case NOT_SENT, UNREACHABLE -> this.deliveries.retry(claim, failure.reason(), wait(claim));
		}
	}

	/** A minute, then twice as long each time, up to an hour. */
	private static Duration wait(Claim claim) {
		int doubled = Math.min(MOST_DOUBLED, Math.max(0, claim.delivery().attempts() - 1));
		Duration wait = FIRST_WAIT.multipliedBy(1L << doubled);
		return (wait.compareTo(MOST_BETWEEN) > 0) ? MOST_BETWEEN : wait;
	}

}
