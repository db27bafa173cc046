package dev.serai.insight.forecast;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

import dev.serai.insight.analytics.Interval;
import dev.serai.insight.analytics.UsageSum;

/** The sums of what is to be forecast. */
interface Usage {

	/** Only intervals with calls, by time. */
	List<UsageSum> sums(Instant from, Instant to, Interval interval, ZoneId zone);

}
