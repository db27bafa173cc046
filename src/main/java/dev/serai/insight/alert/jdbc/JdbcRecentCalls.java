package dev.serai.insight.alert.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.serai.gateway.access.jdbc.JdbcTeams;
import dev.serai.insight.alert.Per;
import dev.serai.insight.alert.source.RecentCalls;
import dev.serai.platform.database.Database;
import org.jspecify.annotations.Nullable;

/** Counts recent calls in the ledger; exact for any number of nodes. */
public final class JdbcRecentCalls implements RecentCalls {

	/**
	 * The query finds calls by the time they were received; calls that take longer than
	 * this are missed.
	 */
	private static final Duration LONGEST_CALL = Duration.ofMinutes(15);

	/** A refusal with 5xx counts as failed: no deployment could serve it. */
	private static final String TALLIES = """
			SELECT %1$s AS key, %2$s AS name,
			       count(*) FILTER (WHERE outcome = 'ok') AS answered,
			       count(*) FILTER (WHERE outcome IN ('failed', 'truncated', 'timeout', 'error', 'unknown_crash')
			                           OR (outcome = 'refused' AND status >= 500)) AS failed,
			       percentile_cont(0.95) WITHIN GROUP (ORDER BY total_ms) FILTER (WHERE outcome = 'ok')::numeric AS slowest
			  FROM %3$s
			 WHERE %4$s AND %1$s IS NOT NULL
			 GROUP BY 1 ORDER BY 1""";

	private static final String CALLS = "at >= :from AND ended_at >= :since AND (:team::uuid IS NULL OR team_id = :team::uuid)";

	private static final String ATTEMPTS = """
			a.at >= :from AND a.at + make_interval(secs => (a.started_ms + a.total_ms) / 1000) >= :since
			AND (:team::uuid IS NULL OR EXISTS (SELECT FROM call c
			     WHERE c.at = a.at AND c.id = a.call_id AND c.team_id = :team::uuid))""";

	private final Database database;

	public JdbcRecentCalls(Database database) {
		this.database = database;
	}

	@Override
	public List<Tally> tallies(Per per, @Nullable UUID team, Instant since) {
		return this.database.ask(client -> client.sql(question(per))
			.param("team", team)
			.param("since", JdbcTeams.utc(since))
			.param("from", JdbcTeams.utc(since.minus(LONGEST_CALL)))
			.query((row, number) -> new Tally(row.getString("key"), row.getString("name"), row.getLong("answered"),
					row.getLong("failed"), row.getBigDecimal("slowest")))
			.list());
	}

	private static String question(Per per) {
		return switch (per) {
			case TOTAL -> TALLIES.formatted("''::text", "''::text", "call", CALLS);
			case TEAM -> TALLIES.formatted("team_id::text", "max(team)", "call", CALLS);
			case PROVIDER -> TALLIES.formatted("provider", "provider", "attempt a", ATTEMPTS);
			case MODEL -> TALLIES.formatted("model", "model", "attempt a", ATTEMPTS);
			case DEPLOYMENT -> TALLIES.formatted("deployment", "deployment", "attempt a", ATTEMPTS);
		};
	}

}
