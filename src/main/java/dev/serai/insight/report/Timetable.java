package dev.serai.insight.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

import dev.serai.insight.analytics.Interval;

/**
 * When a report is due. Days, weeks and months begin by a clock on a wall: where it is
 * put forward or back they are shorter or longer, and the hour that a clock leaves out is
 * the one after it.
 *
 * @param zone by whose clock
 * @param hour of the day after the period, 0 to 23
 */
public record Timetable(Frequency frequency, ZoneId zone, int hour) {

	/** Calls that ended just before the period did are in the ledger by then. */
	private static final Duration SETTLED = Duration.ofMinutes(15);

	/** The period before one. */
	public Span before(Span span) {
		return holding(span.start().minusMillis(1));
	}

	/** The last period of which all calls are in the ledger. */
	public Span settled(Instant now) {
		return closed(now.minus(SETTLED));
	}

	/** The last period that is over. */
	public Span closed(Instant now) {
		return holding(interval().start(now, this.zone).minusMillis(1));
	}

	/** The last period whose report is due. */
	public Span due(Instant now) {
		Span closed = closed(now);
		return dueAt(closed.end()).isAfter(now) ? before(closed) : closed;
	}

	/** When the next report is due. */
	public Instant next(Instant now) {
		Instant start = interval().start(now, this.zone);
		Instant due = dueAt(start);
		return due.isAfter(now) ? due : dueAt(interval().next(start, this.zone));
	}

	private Span holding(Instant moment) {
		return new Span(interval().start(moment, this.zone), interval().next(moment, this.zone));
	}

	private Instant dueAt(Instant end) {
		Instant hourly = end.atZone(this.zone)
			.toLocalDate()
			.atTime(LocalTime.of(this.hour, 0))
			.atZone(this.zone)
			.toInstant();
		Instant settled = end.plus(SETTLED);
		return hourly.isBefore(settled) ? settled : hourly;
	}

	private Interval interval() {
		return this.frequency.interval();
	}

}
