package dev.serai.insight.alert.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.serai.gateway.access.jdbc.JdbcTeams;
import dev.serai.insight.alert.source.BreakerReports;
import dev.serai.platform.database.Database;
import dev.serai.platform.start.Node;

import org.springframework.stereotype.Component;

/** Stores the nodes' breaker reports in PostgreSQL. */
@Component
public final class JdbcBreakerReports implements BreakerReports {

	private final Database database;

	private final Node node;

	public JdbcBreakerReports(Database database, Node node) {
		this.database = database;
		this.node = node;
	}

	@Override
	public void report(Map<String, Instant> open) {
		this.database.inTransaction(client -> {
			client.sql("DELETE FROM breaker_report WHERE node_id = ? AND NOT deployment = ANY(?)")
				.params(this.node.id(), open.keySet().toArray(String[]::new))
				.update();
			open.forEach((deployment, since) -> client
				.sql("""
						INSERT INTO breaker_report (node_id, deployment, since, told_at) VALUES (?, ?, ?, clock_timestamp())
						ON CONFLICT (node_id, deployment) DO UPDATE SET since = excluded.since, told_at = excluded.told_at""")
				.params(this.node.id(), deployment, JdbcTeams.utc(since))
				.update());
		});
	}

	@Override
	public List<Report> current(Duration within) {
		return this.database.ask(client -> client.sql("""
				SELECT node_id, deployment, since FROM breaker_report
				 WHERE told_at > clock_timestamp() - make_interval(secs => ?) ORDER BY deployment, node_id""")
			.param(within.toMillis() / 1000.0)
			.query((row, number) -> new Report(row.getObject("node_id", UUID.class), row.getString("deployment"),
					row.getObject("since", OffsetDateTime.class).toInstant()))
			.list());
	}

}
