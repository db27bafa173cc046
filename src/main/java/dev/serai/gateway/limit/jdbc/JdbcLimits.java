package dev.serai.gateway.limit.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.serai.gateway.access.jdbc.JdbcTeams;
import dev.serai.gateway.limit.Limit;
import dev.serai.gateway.limit.LimitDirectory;
import dev.serai.gateway.limit.Scope;
import dev.serai.platform.database.Database;

import org.springframework.stereotype.Component;

/** Stores limits in PostgreSQL. */
@Component
public final class JdbcLimits implements LimitDirectory {

	private static final String SELECT = """
			SELECT scope, subject, requests_per_minute, tokens_per_minute, concurrent_calls, updated_at FROM call_limit """;

	private final Database database;

	public JdbcLimits(Database database) {
		this.database = database;
	}

	@Override
	public List<Limit> list() {
		return this.database
			.ask(client -> client.sql(SELECT + " ORDER BY scope, subject").query((row, number) -> limit(row)).list());
	}

	@Override
	public Optional<Limit> find(Scope scope, String subject) {
		return this.database.ask(client -> client.sql(SELECT + " WHERE scope = ? AND subject = ?")
			.param(scope.text())
			.param(subject)
			.query((row, number) -> limit(row))
			.optional());
	}

	@Override
	public void put(Limit limit) {
		this.database.ask(client -> client
			.sql("""
					INSERT INTO call_limit (scope, subject, requests_per_minute, tokens_per_minute, concurrent_calls, updated_at)
					VALUES (?, ?, ?, ?, ?, ?)
					ON CONFLICT (scope, subject) DO UPDATE
					   SET requests_per_minute = excluded.requests_per_minute, tokens_per_minute = excluded.tokens_per_minute,
					       concurrent_calls = excluded.concurrent_calls, updated_at = excluded.updated_at""")
			.param(limit.scope().text())
			.param(limit.subject())
			.param(limit.requestsPerMinute())
			.param(limit.tokensPerMinute())
			.param(limit.concurrentCalls())
			.param(JdbcTeams.utc(limit.updatedAt()))
			.update());
	}

	@Override
	public boolean remove(Scope scope, String subject) {
		return this.database.ask(client -> client.sql("DELETE FROM call_limit WHERE scope = ? AND subject = ?")
			.param(scope.text())
			.param(subject)
			.update()) == 1;
	}

	private static Limit limit(ResultSet row) throws SQLException {
		return new Limit(Scope.valueOf(row.getString("scope").toUpperCase(Locale.ROOT)), row.getString("subject"),
				row.getObject("requests_per_minute", Long.class), row.getObject("tokens_per_minute", Long.class),
				row.getObject("concurrent_calls", Long.class),
				row.getObject("updated_at", OffsetDateTime.class).toInstant());
	}

}
