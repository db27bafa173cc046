package dev.serai.insight.alert.jdbc;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import dev.serai.gateway.access.jdbc.JdbcTeams;
import dev.serai.insight.alert.Kind;
import dev.serai.insight.alert.Per;
import dev.serai.insight.alert.Rule;
import dev.serai.insight.alert.RuleDirectory;
import dev.serai.insight.alert.Severity;
import dev.serai.insight.alert.Terms;
import dev.serai.insight.alert.Words;
import dev.serai.platform.database.Database;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores alert rules in PostgreSQL. */
@Component
public final class JdbcAlertRules implements RuleDirectory {

	private static final String SELECT = """
			SELECT id, name, kind, team_id, threshold, window_ms, minimum_calls, minimum_usd, per, severity, channels,
			       remind_after_ms, enabled, created_at
			  FROM alert_rule """;

	private final Database database;

	public JdbcAlertRules(Database database) {
		this.database = database;
	}

	@Override
	public List<Rule> list() {
		return this.database
			.ask(client -> client.sql(SELECT + " ORDER BY created_at, id").query((row, number) -> rule(row)).list());
	}

	@Override
	public Optional<Rule> find(UUID id) {
		return this.database
			.ask(client -> client.sql(SELECT + " WHERE id = ?").param(id).query((row, number) -> rule(row)).optional());
	}

	@Override
	public Optional<Rule> lock(UUID id) {
		return this.database.ask(client -> client.sql(SELECT + " WHERE id = ? FOR UPDATE")
			.param(id)
			.query((row, number) -> rule(row))
			.optional());
	}

	@Override
	public void add(Rule rule) {
		this.database.ask(client -> {
			bind(client
				.sql("""
						INSERT INTO alert_rule (id, name, kind, team_id, threshold, window_ms, minimum_calls, minimum_usd, per,
						                        severity, channels, remind_after_ms, enabled, created_at)
						VALUES (:id, :name, :kind, :team, :threshold, :window, :minimumCalls, :minimumUsd, :per, :severity,
						        :channels, :remindAfter, :enabled, :createdAt)"""),
					rule)
				.update();
			return null;
		});
	}

	@Override
	public void update(Rule rule) {
		this.database.ask(client -> bind(client.sql("""
				UPDATE alert_rule
				   SET name = :name, threshold = :threshold, window_ms = :window, minimum_calls = :minimumCalls,
				       minimum_usd = :minimumUsd, per = :per, severity = :severity, channels = :channels,
				       remind_after_ms = :remindAfter, enabled = :enabled
				 WHERE id = :id"""), rule).update());
	}

	private static JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement, Rule rule) {
		Terms terms = rule.terms();
		return statement.param("id", rule.id())
			.param("name", rule.name())
			.param("kind", Words.of(rule.kind()))
			.param("team", rule.teamId())
			.param("threshold", terms.threshold())
			.param("window", millis(terms.window()))
			.param("minimumCalls", terms.minimumCalls())
			.param("minimumUsd", terms.minimumUsd())
			.param("per", (terms.per() != null) ? Words.of(terms.per()) : null)
			.param("severity", Words.of(rule.severity()))
			.param("channels", rule.channels().toArray(String[]::new))
			.param("remindAfter", millis(rule.remindAfter()))
			.param("enabled", rule.enabled())
			.param("createdAt", JdbcTeams.utc(rule.createdAt()));
	}

	@Override
	public void delete(UUID id) {
		this.database.ask(client -> client.sql("DELETE FROM alert_rule WHERE id = ?").param(id).update());
	}

	@Override
	public void takeOver(List<Rule> rules) {
		this.database.inTransaction(client -> rules.forEach(rule -> {
			if (client.sql("INSERT INTO alert_rule_taken_over (name) VALUES (?) ON CONFLICT DO NOTHING")
				.param(rule.name())
				.update() == 1) {
				add(rule);
			}
		}));
	}

	private static Rule rule(ResultSet row) throws SQLException {
		String per = row.getString("per");
		Terms terms = new Terms(plain(row.getBigDecimal("threshold")), duration(row, "window_ms"),
				row.getObject("minimum_calls", Integer.class), plain(row.getBigDecimal("minimum_usd")),
				(per != null) ? constant(Per.class, per) : null);
		return new Rule(row.getObject("id", UUID.class), row.getString("name"),
				constant(Kind.class, row.getString("kind")), row.getObject("team_id", UUID.class), terms,
				constant(Severity.class, row.getString("severity")), JdbcTeams.texts(row.getArray("channels")),
				duration(row, "remind_after_ms"), row.getBoolean("enabled"),
				row.getObject("created_at", OffsetDateTime.class).toInstant());
	}

	/** Normalises a number: 5 instead of 5.00 or 5E+0. */
	private static @Nullable BigDecimal plain(@Nullable BigDecimal number) {
		return (number != null) ? new BigDecimal(number.stripTrailingZeros().toPlainString()) : null;
	}

	private static @Nullable Long millis(@Nullable Duration duration) {
		return (duration != null) ? duration.toMillis() : null;
	}

	private static @Nullable Duration duration(ResultSet row, String column) throws SQLException {
		Long millis = row.getObject(column, Long.class);
		return (millis != null) ? Duration.ofMillis(millis) : null;
	}

	static <E extends Enum<E>> E constant(Class<E> type, String word) {
		return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
	}

}
