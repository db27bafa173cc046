package dev.serai.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.serai.analytics.SpendKind;
import dev.serai.analytics.SpendSums;
import org.jspecify.annotations.Nullable;

/**
 * Spend from PostgreSQL: whole hours from the sums that are kept of them, and from the
 * calls themselves only what an uneven beginning and end of the time leave over.
 */
public final class JdbcSpendSums implements SpendSums {

	private static final Instant EVER = Instant.EPOCH;

	private static final Instant NEVER = Instant.parse("9999-12-31T23:00:00Z");

	/** One statement, hence one snapshot: no call is missed or met twice. */
	private static final String SUMS = """
			SELECT key, sum(calls)::bigint AS calls, sum(unknown_calls)::bigint AS unknown_calls,
			       sum(cost_usd) AS cost_usd, sum(saved_usd) AS saved_usd
			  FROM (
			    SELECT %1$s AS key, calls, unknown_calls, cost_usd, saved_usd
			      FROM spend_hour WHERE hour >= :firstHour AND hour < :endHour %2$s
			    UNION ALL
			    SELECT coalesce(%1$s, ''), 1, (price_status = 'unknown')::int, cost_usd, coalesce(saved_usd, 0)
			      FROM call WHERE at >= :from AND at < :headEnd %2$s
			    UNION ALL
			    SELECT coalesce(%1$s, ''), 1, (price_status = 'unknown')::int, cost_usd, coalesce(saved_usd, 0)
			      FROM call WHERE at >= :tailStart AND at < :to %2$s
			  ) AS part
			 GROUP BY key
			 ORDER BY cost_usd DESC, calls DESC, key
			""";

	private static final String THEIRS = "AND team_id = ANY(:teams::uuid[])";

	private final Database database;

	public JdbcSpendSums(Database database) {
		this.database = database;
	}

	@Override
	public List<Sum> by(SpendKind kind, @Nullable Set<UUID> teams, @Nullable Instant from, @Nullable Instant to) {
		Instant start = (from != null) ? from : EVER;
		Instant end = (to != null) ? to : NEVER;
		Instant firstHour = start.minusNanos(1).truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
		Instant endHour = end.truncatedTo(ChronoUnit.HOURS);
		// Within one hour there is no whole one: the head is all.
		boolean hours = !firstHour.isAfter(endHour);
		return this.database.ask(client -> client.sql(SUMS.formatted(column(kind), (teams != null) ? THEIRS : ""))
			.param("teams", JdbcTeams.ids((teams != null) ? teams : Set.of()))
			.param("from", utc(start))
			.param("headEnd", utc(hours ? firstHour : end))
			.param("firstHour", utc(firstHour))
			.param("endHour", utc(hours ? endHour : firstHour))
			.param("tailStart", utc(hours ? endHour : end))
			.param("to", utc(end))
			.query((row, number) -> new Sum(row.getString("key"), row.getLong("calls"), row.getLong("unknown_calls"),
					row.getBigDecimal("cost_usd"), row.getBigDecimal("saved_usd")))
			.list());
	}

	private static OffsetDateTime utc(Instant moment) {
		return JdbcTeams.utc(moment);
	}

	private static String column(SpendKind kind) {
		return switch (kind) {
			case TEAM -> "team";
			case PROVIDER -> "provider";
			case MODEL -> "model";
			case FEATURE -> "feature";
		};
	}

}
