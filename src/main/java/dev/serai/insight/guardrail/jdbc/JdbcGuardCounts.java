package dev.serai.insight.guardrail.jdbc;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.serai.gateway.access.jdbc.JdbcTeams;
import dev.serai.insight.guardrail.GuardCounts;
import dev.serai.platform.database.Database;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Counts guardrail findings in the ledger's calls. */
@Component
public final class JdbcGuardCounts implements GuardCounts {

	private static final String COUNTS = """
			SELECT event ->> 'guard' AS guard, event ->> 'finding' AS finding, event ->> 'direction' AS direction,
			       event ->> 'action' AS action, count(*) AS calls, sum((event ->> 'count')::bigint)::bigint AS findings
			  FROM call CROSS JOIN LATERAL json_array_elements(guard_events) AS event
			 WHERE at >= :from AND guard_events IS NOT NULL AND (:everybody OR team_id = ANY(:teams::uuid[]))
			 GROUP BY 1, 2, 3, 4
			 ORDER BY 5 DESC, 1, 2, 3, 4
			""";

	private final Database database;

	public JdbcGuardCounts(Database database) {
		this.database = database;
	}

	@Override
	public List<Count> since(Instant from, @Nullable Set<UUID> teams) {
		String[] ids = (teams != null) ? teams.stream().map(UUID::toString).toArray(String[]::new) : new String[0];
		return this.database.ask(client -> client.sql(COUNTS)
			.param("from", JdbcTeams.utc(from))
			.param("everybody", teams == null)
			.param("teams", ids)
			.query((row, number) -> new Count(row.getString("guard"), row.getString("finding"),
					row.getString("direction"), row.getString("action"), row.getLong("calls"), row.getLong("findings")))
			.list());
	}

}
