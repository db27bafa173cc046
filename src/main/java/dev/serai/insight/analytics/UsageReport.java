package dev.serai.insight.analytics;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What calls came to in a time.
 *
 * @param zone by whose clock days, weeks and months begin
 * @param series the total by intervals, those that have calls; null when not asked for
 * @param data dearest first; null when nothing was to be told apart
 */
public record UsageReport(Instant from, Instant to, @Nullable Dimension by, @Nullable Interval interval, String zone,
		Measures total, @Nullable List<Step> series, @Nullable List<Item> data) {

	/** An interval's part, by its beginning. */
	public record Step(Instant at, Measures measures) {
	}

	/**
	 * One key's part.
	 *
	 * @param key an id for teams and keys, a name for the others; empty for calls that
	 * have none
	 * @param name what it is called now
	 */
	public record Item(String key, String name, Measures measures, @Nullable List<Step> series) {
	}

}
