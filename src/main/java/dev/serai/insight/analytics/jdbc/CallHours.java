package dev.serai.insight.analytics.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.serai.gateway.access.jdbc.JdbcTeams;
import dev.serai.gateway.call.CallId;
import dev.serai.insight.analytics.CallFilter;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds the hours that contain calls matching a filter, from the roll-ups. Uses the
 * filter's first named value of tag, policy, feature, model and provider.
 */
final class CallHours {

	/** The maximum number of hours that one query returns. */
	static final int MOST = 500;

	private static final String TAG = "tag";

	/** Finds the hours with calls of a tag, through an index. */
	private static final String HOURS_OF_TAG = """
			WITH hour AS (
			    SELECT DISTINCT m.at
			      FROM rollup m
			     WHERE m.grain = 'hour' AND m.dimension = 'tag' AND m.value = :value AND m.team_id = ANY(:teams::uuid[])
			       AND m.at > :from::timestamptz - interval '1 hour' AND m.at < :to
			     ORDER BY m.at DESC
			     LIMIT :most
			)""";

	/**
	 * Finds the hours with calls of a value with low cardinality, through the days that
	 * have such calls.
	 */
	private static final String HOURS_OF_VALUE = """
			WITH day AS MATERIALIZED (
			    SELECT DISTINCT m.at
			      FROM generate_series(date_trunc('day', :from::timestamptz, 'UTC'), :to::timestamptz, '24 hours') AS g(at)
			      JOIN rollup m ON m.grain = 'day' AND m.dimension = :dimension AND m.at = g.at
			       AND m.team_id = ANY(:teams::uuid[]) AND m.value = :value
			), hour AS (
			    SELECT DISTINCT m.at
			      FROM day CROSS JOIN generate_series(0, 23) AS n
			      JOIN rollup m ON m.grain = 'hour' AND m.dimension = :dimension AND m.at = day.at + n * interval '1 hour'
			       AND m.team_id = ANY(:teams::uuid[]) AND m.value = :value
			     WHERE m.at > :from::timestamptz - interval '1 hour' AND m.at < :to
			     ORDER BY m.at DESC
			     LIMIT :most
			)""";

	/** Adds the number of all calls in each hour. */
	private static final String CALLS_OF_HOURS = """

			SELECT h.at, sum(t.calls)::bigint AS calls
			  FROM hour h
			  JOIN rollup t ON t.grain = 'hour' AND t.dimension = 'total' AND t.at = h.at
			   AND t.team_id = ANY(:teams::uuid[]) AND t.value = ''
			 GROUP BY h.at
			 ORDER BY h.at DESC""";

	private final JdbcClient client;

	private final InstantSource clock;

	private final CallFilter filter;

	private final @Nullable Set<UUID> teams;

	/**
	 * @param teams the visible teams; null for all
	 */
	CallHours(JdbcClient client, InstantSource clock, CallFilter filter, @Nullable Set<UUID> teams) {
		this.client = client;
		this.clock = clock;
		this.filter = filter;
		this.teams = teams;
	}

	/**
	 * Returns the newest matching hours.
	 * @param before only hours that may contain calls older than this one; null starts
	 * with the newest
	 * @return empty when the roll-ups do not cover the filter
	 */
	Optional<List<Hour>> before(@Nullable UUID before) {
		Told told = told();
		if (told == null) {
			return Optional.empty();
		}
		Instant newest = this.clock.instant().plus(Duration.ofDays(1));
		if (this.filter.to() != null && this.filter.to().isBefore(newest)) {
			newest = this.filter.to();
		}
		if (before != null && CallId.receivedAt(before).isBefore(newest)) {
			// The smallest id of a millisecond sorts before all its calls.
			Instant at = CallId.receivedAt(before);
			newest = before.equals(place(at)) ? at : at.plusMillis(1);
		}
		Instant last = newest;
		return oldest().map(oldest -> {
			Instant first = (this.filter.from() != null && this.filter.from().isAfter(oldest)) ? this.filter.from()
					: oldest;
			String hours = told.dimension.equals(TAG) ? HOURS_OF_TAG : HOURS_OF_VALUE;
			return this.client.sql(hours + CALLS_OF_HOURS)
				.param("from", JdbcTeams.utc(first))
				.param("to", JdbcTeams.utc(last))
				.param("dimension", told.dimension)
				.param("value", told.value)
				.param("teams", JdbcTeams.ids((this.teams != null) ? this.teams : Set.of(RollUps.ALL_TEAMS)))
				.param("most", MOST)
				.query((row, number) -> new Hour(row.getObject("at", OffsetDateTime.class).toInstant(),
						row.getLong("calls")))
				.list();
		}).or(() -> Optional.of(List.of()));
	}

	private Optional<Instant> oldest() {
		return this.client.sql("SELECT min(at) AS first FROM rollup WHERE grain = 'day' AND dimension = 'total'")
			.query((row, number) -> Optional.ofNullable(JdbcTeams.moment(row, "first")))
			.single();
	}

	/** Returns the filter's value that the roll-ups can look up. */
	private @Nullable Told told() {
		if (this.filter.tag() != null) {
			return new Told(TAG, CallSearch.clean(this.filter.tag()));
		}
		if (this.filter.policy() != null) {
			return new Told("policy", CallSearch.clean(this.filter.policy()));
		}
		if (this.filter.feature() != null) {
			return new Told("feature", CallSearch.clean(this.filter.feature()));
		}
		if (this.filter.model() != null) {
			return new Told("model", CallSearch.clean(this.filter.model()));
		}
		return (this.filter.provider() != null) ? new Told("provider", CallSearch.clean(this.filter.provider())) : null;
	}

	/** Returns a position before the first call of a moment. */
	static UUID place(Instant moment) {
		return new UUID(moment.toEpochMilli() << 16, 0);
	}

	/**
	 * An hour with matching calls.
	 *
	 * @param calls the number of all calls in it
	 */
	record Hour(Instant at, long calls) {
	}

	private record Told(String dimension, String value) {
	}

}
