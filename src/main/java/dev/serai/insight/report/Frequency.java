package dev.serai.insight.report;

import java.util.Locale;

import dev.serai.insight.analytics.Interval;

/** The frequency of a report, which determines its period. */
public enum Frequency {

	/** Every day, for the previous day. */
	DAILY(Interval.DAY),
	/** Every Monday, for the previous week. */
	WEEKLY(Interval.WEEK),
	/** On the first of the month, for the previous month. */
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
