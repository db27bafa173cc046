package dev.serai.insight.forecast;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

import dev.serai.insight.analytics.Interval;
import dev.serai.insight.analytics.UsageSum;

/** Reads the sums to forecast. */
interface Usage {

	/** Returns the sums by time, only for intervals with calls. */
	List<UsageSum> sums(Instant from, Instant to, Interval interval, ZoneId zone);

}
