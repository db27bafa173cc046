package dev.serai.insight.alert.jdbc;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import dev.serai.gateway.access.jdbc.JdbcTeams;
import dev.serai.insight.alert.source.BudgetAlarms;
import dev.serai.platform.database.Database;
import org.jspecify.annotations.Nullable;

/**
 * Reads reached soft limits from PostgreSQL, where the ledger's transaction records them.
 */
public final class JdbcBudgetAlarms implements BudgetAlarms {

	/**
	 * A window that has ended counts only if its alert was never raised, as when a node
	 * died in between.
	 */
	private static final String CURRENT = """
			SELECT b.id, b.scope, b.team_id, b.period, a.period_start, a.percent, a.spent_usd, a.limit_usd,
			       CASE b.scope WHEN 'organisation' THEN o.name WHEN 'team' THEN t.name WHEN 'key' THEN t.name || ' / ' || k.name
			            ELSE b.feature END AS owner
			  FROM budget_alert a
			  JOIN budget b ON b.id = a.budget_id
			  JOIN budget_period p ON p.budget_id = a.budget_id AND p.period_start = a.period_start
			  JOIN organisation o ON o.id = b.organisation_id
			  LEFT JOIN team t ON t.id = b.team_id
			  LEFT JOIN api_key k ON k.id = b.key_id
			 WHERE (b.period = 'total' OR a.at > :now::timestamptz - interval '40 days') AND a.limit_usd > 0
			   AND (:team::uuid IS NULL OR b.team_id = :team::uuid)
			   AND ((p.period_end > :now AND p.spent_usd * 100 >= b.limit_usd * a.percent)
			        OR (p.period_end <= :now AND a.at > :now::timestamptz - interval '2 days'
			            AND a.at >= (SELECT r.created_at FROM alert_rule r WHERE r.id = :rule)
			            AND NOT EXISTS (SELECT FROM alert e
			                             WHERE e.rule_id = :rule AND e.details ->> 'budgetId' = b.id::text
			                               AND (e.details ->> 'percent')::int = a.percent
			                               AND (e.details ->> 'periodStart')::timestamptz = a.period_start)))
			 ORDER BY a.at, a.percent""";

	private final Database database;

	public JdbcBudgetAlarms(Database database) {
		this.database = database;
	}

	@Override
	public List<Alarm> current(UUID rule, @Nullable UUID team, Instant now) {
		return this.database.ask(client -> client.sql(CURRENT)
			.param("rule", rule)
			.param("team", team)
			.param("now", JdbcTeams.utc(now))
			.query((row, number) -> new Alarm(row.getObject("id", UUID.class), row.getString("scope"),
					row.getString("owner"), row.getObject("team_id", UUID.class), row.getString("period"),
					row.getObject("period_start", OffsetDateTime.class).toInstant(), row.getInt("percent"),
					row.getBigDecimal("spent_usd"), row.getBigDecimal("limit_usd")))
			.list());
	}

}
