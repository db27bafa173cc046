package dev.serai.insight.report;

import java.util.Locale;

import dev.serai.insight.analytics.Interval;

/** How often a report comes, and what it is about. */
public enum Frequency {

	/** Each day, about the day before. */
	DAILY(Interval.DAY),
	/** On Mondays, about the week before. */
	WEEKLY(Interval.WEEK),
	/** On the first, about the month before. */
	MONTHLY(Interval.MONTH);

	private final Interval interval;

	Frequency(Interval interval) {
		this.interval = interval;
	}

	Interval interval() {
		return this.interval;
	}

	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}

}
