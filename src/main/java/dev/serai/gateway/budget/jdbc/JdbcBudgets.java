package dev.serai.gateway.budget.jdbc;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import dev.serai.gateway.access.jdbc.JdbcTeams;
import dev.serai.gateway.budget.Budget;
import dev.serai.gateway.budget.BudgetBooks.Opening;
import dev.serai.gateway.budget.BudgetBooks.Standing;
import dev.serai.gateway.budget.BudgetDirectory;
import dev.serai.gateway.budget.Period;
import dev.serai.gateway.budget.Scope;
import dev.serai.platform.database.Database;

/** Stores budgets in PostgreSQL. */
public final class JdbcBudgets implements BudgetDirectory {

	private static final String COLUMNS = """
			b.id, b.scope, b.organisation_id, b.team_id, b.key_id, b.feature, b.period, b.limit_usd, b.soft_percent,
			b.hard, b.created_at, coalesce(t.time_zone, o.time_zone) AS time_zone,
			CASE b.scope WHEN 'organisation' THEN o.name WHEN 'team' THEN t.name WHEN 'key' THEN t.name || ' / ' || k.name ELSE b.feature
			END AS owner""";

	private static final String FROM = """
			budget b
			  JOIN organisation o ON o.id = b.organisation_id
			  LEFT JOIN team t ON t.id = b.team_id
			  LEFT JOIN api_key k ON k.id = b.key_id
			""";

	private final Database database;

	public JdbcBudgets(Database database) {
		this.database = database;
	}

	@Override
	public long version() {
		return this.database.ask(client -> client.sql("SELECT version FROM budget_version").query(Long.class).single());
	}

	@Override
	public List<Budget> list() {
		return this.database
			.ask(client -> client.sql("SELECT " + COLUMNS + " FROM " + FROM + " ORDER BY b.created_at, b.id")
				.query((row, number) -> budget(row))
				.list());
	}

	@Override
	public Optional<Budget> find(UUID id) {
		return this.database.ask(client -> client.sql("SELECT " + COLUMNS + " FROM " + FROM + " WHERE b.id = ?")
			.param(id)
			.query((row, number) -> budget(row))
			.optional());
	}

	@Override
	public boolean add(Budget budget) {
		Scope scope = budget.scope();
		boolean added = this.database.ask(client -> client
			.sql("""
					INSERT INTO budget (id, scope, organisation_id, team_id, key_id, feature, period, limit_usd, soft_percent,
					                    hard, created_at)
					VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?::text[]::integer[], ?, ?)
					ON CONFLICT (scope, organisation_id, team_id, key_id, feature, period) DO NOTHING""")
			.param(budget.id())
			.param(word(scope.kind()))
			.param(scope.organisationId())
			.param(scope.teamId())
			.param(scope.keyId())
			.param(scope.feature())
			.param(word(budget.period()))
			.param(budget.limitUsd())
			.param(percents(budget))
			.param(budget.hard())
			.param(JdbcTeams.utc(budget.createdAt()))
			.update()) == 1;
		if (added) {
			JdbcBudgetBooks.open(this.database, new Opening(budget.id(), budget.window(budget.createdAt())));
			changed();
		}
		return added;
	}

	@Override
	public void update(Budget budget) {
		this.database.ask(client -> client
			.sql("UPDATE budget SET limit_usd = ?, soft_percent = ?::text[]::integer[], hard = ? WHERE id = ?")
			.param(budget.limitUsd())
			.param(percents(budget))
			.param(budget.hard())
			.param(budget.id())
			.update());
		changed();
	}

	@Override
	public void delete(UUID id) {
		this.database.ask(client -> client.sql("DELETE FROM budget WHERE id = ?").param(id).update());
		changed();
	}

	/**
	 * Counts the version up in the transaction of the change, so that both become visible
	 * together.
	 */
	private void changed() {
		this.database.ask(client -> client.sql("UPDATE budget_version SET version = version + 1").update());
	}

	@Override
	public List<Optional<Standing>> standings(List<Opening> windows) {
		List<Optional<Standing>> standings = new ArrayList<>(Collections.nCopies(windows.size(), Optional.empty()));
		this.database.ask(client -> client.sql("""
				SELECT w.number, b.limit_usd, p.spent_usd,
				       (SELECT coalesce(sum(l.amount_usd), 0) FROM budget_lease l
				         WHERE l.budget_id = p.budget_id AND l.period_start = p.period_start
				           AND l.expires_at > clock_timestamp()) AS leased
				  FROM unnest(?::text[]::uuid[], ?::text[]::timestamptz[]) WITH ORDINALITY
				       AS w(budget_id, period_start, number)
				  JOIN budget_period p USING (budget_id, period_start)
				  JOIN budget b ON b.id = w.budget_id""")
			.param(windows.stream().map(window -> window.budgetId().toString()).toArray(String[]::new))
			.param(windows.stream().map(window -> window.window().start().toString()).toArray(String[]::new))
			.query((row, number) -> standings.set(row.getInt("number") - 1,
					Optional.of(new Standing(row.getBigDecimal("limit_usd"), row.getBigDecimal("spent_usd"),
							row.getBigDecimal("leased")))))
			.list());
		return standings;
	}

	@Override
	public List<Alert> alerts(int most) {
		return this.database.ask(client -> client.sql("SELECT " + COLUMNS
				+ ", a.id AS alert_id, a.period_start, a.percent, a.spent_usd, a.limit_usd AS limit_then, a.at FROM "
				+ FROM + " JOIN budget_alert a ON a.budget_id = b.id ORDER BY a.at DESC, a.id LIMIT ?")
			.param(most)
			.query((row, number) -> alert(row))
			.list());
	}

	private static Alert alert(ResultSet row) throws SQLException {
		return new Alert(row.getObject("alert_id", UUID.class), budget(row), moment(row, "period_start"),
				row.getInt("percent"), row.getBigDecimal("spent_usd"), row.getBigDecimal("limit_then"),
				moment(row, "at"));
	}

	private static Budget budget(ResultSet row) throws SQLException {
		Scope scope = new Scope(Scope.Kind.valueOf(constant(row.getString("scope"))),
				row.getObject("organisation_id", UUID.class), row.getObject("team_id", UUID.class),
				row.getObject("key_id", UUID.class), row.getString("feature"));
		Integer[] percents = (Integer[]) row.getArray("soft_percent").getArray();
		return new Budget(row.getObject("id", UUID.class), scope, row.getString("owner"),
				Period.valueOf(constant(row.getString("period"))), ZoneId.of(row.getString("time_zone")),
				plain(row.getBigDecimal("limit_usd")), List.of(percents), row.getBoolean("hard"),
				moment(row, "created_at"));
	}

	private static BigDecimal plain(BigDecimal amount) {
		return (amount.signum() == 0) ? BigDecimal.ZERO : amount.stripTrailingZeros();
	}

	private static Instant moment(ResultSet row, String column) throws SQLException {
		return row.getObject(column, OffsetDateTime.class).toInstant();
	}

	private static String[] percents(Budget budget) {
		return budget.softPercent().stream().map(Object::toString).toArray(String[]::new);
	}

	private static String word(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

	private static String constant(String word) {
		return word.toUpperCase(Locale.ROOT);
	}

}
