package dev.serai.insight.analytics;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A query of the roll-ups.
 *
 * @param by the dimension to group by; null sums everything under the key {@code ""}
 * @param teams only calls of these teams; null for all, including calls without a team
 * @param from the earliest time at which calls were received
 * @param to the end of that time, exclusive
 * @param interval returns a sum for each interval; null for one sum over the whole period
 * @param zone the time zone of days, weeks and months
 */
public record UsageQuery(@Nullable Dimension by, @Nullable Set<UUID> teams, Instant from, Instant to,
		@Nullable Interval interval, ZoneId zone) {

	/** Returns a query for one sum over a period. */
	public static UsageQuery total(@Nullable Set<UUID> teams, Instant from, Instant to) {
		return new UsageQuery(null, teams, from, to, null, ZoneId.of("UTC"));
	}

}
