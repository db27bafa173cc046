package dev.serai.insight.analytics;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What is asked of the roll-ups.
 *
 * @param by what to tell apart; null sums everything under the key {@code ""}
 * @param teams whose calls count; null for all, those of no team included
 * @param from when the calls were received, at the earliest
 * @param to not included
 * @param interval a sum for each of these; null for one sum over the whole time
 * @param zone by whose clock days, weeks and months begin
 */
public record UsageQuery(@Nullable Dimension by, @Nullable Set<UUID> teams, Instant from, Instant to,
		@Nullable Interval interval, ZoneId zone) {

	/** One sum over a time. */
	public static UsageQuery total(@Nullable Set<UUID> teams, Instant from, Instant to) {
		return new UsageQuery(null, teams, from, to, null, ZoneId.of("UTC"));
	}

}
