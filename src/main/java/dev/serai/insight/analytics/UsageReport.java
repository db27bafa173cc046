package dev.serai.insight.analytics;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The usage of a period.
 *
 * @param zone the time zone of days, weeks and months
 * @param series the total by interval, only intervals with calls; null when no interval
 * was requested
 * @param data highest cost first; null when no dimension was requested
 */
public record UsageReport(Instant from, Instant to, @Nullable Dimension by, @Nullable Interval interval, String zone,
		Measures total, @Nullable List<Step> series, @Nullable List<Item> data) {

	/** The sums of one interval, with its start. */
	public record Step(Instant at, Measures measures) {
	}

	/**
	 * The usage of one value of the dimension.
	 *
	 * @param key an id for teams and keys, a name for the others; empty for calls without
	 * a value
	 * @param name its current name
	 */
	public record Item(String key, String name, Measures measures, @Nullable List<Step> series) {
	}

}
