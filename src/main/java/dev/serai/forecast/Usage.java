package dev.serai.forecast;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

import dev.serai.analytics.Interval;
import dev.serai.analytics.UsageSum;

/** The sums of what is to be forecast. */
interface Usage {

	/** Only intervals with calls, by time. */
	List<UsageSum> sums(Instant from, Instant to, Interval interval, ZoneId zone);

}
