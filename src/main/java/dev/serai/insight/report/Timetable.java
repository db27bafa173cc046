package dev.serai.insight.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

import dev.serai.insight.analytics.Interval;

/**
 * The schedule of a report. Days, weeks and months follow the time zone's clock, so they
 * are shorter or longer when clocks change; an hour that is skipped becomes the hour
 * after it.
 *
 * @param zone the time zone
 * @param hour the hour of the day after the period, 0 to 23
 */
public record Timetable(Frequency frequency, ZoneId zone, int hour) {

	/** By this time, calls that ended just before the period's end are in the ledger. */
	private static final Duration SETTLED = Duration.ofMinutes(15);

	/** Returns the period before the given one. */
	public Span before(Span span) {
		return holding(span.start().minusMillis(1));
	}

	/** Returns the last period whose calls are all in the ledger. */
	public Span settled(Instant now) {
		return closed(now.minus(SETTLED));
	}

	/** Returns the last closed period. */
	public Span closed(Instant now) {
		return holding(interval().start(now, this.zone).minusMillis(1));
	}

	/** Returns the last period whose report is due. */
	public Span due(Instant now) {
		Span closed = closed(now);
		return dueAt(closed.end()).isAfter(now) ? before(closed) : closed;
	}

	/** Returns when the next report is due. */
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
