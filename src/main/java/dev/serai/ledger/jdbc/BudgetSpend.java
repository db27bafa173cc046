package dev.serai.ledger.jdbc;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.serai.gateway.budget.Reservations;
import dev.serai.gateway.budget.jdbc.JdbcBudgetBooks;
import dev.serai.gateway.call.Caller;
import dev.serai.ledger.CallRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Adds the cost of calls to their budgets, in the transaction that appends them to the
 * ledger, and subtracts it from this node's leases. Budgets and the ledger therefore
 * agree exactly, whenever a node crashes.
 */
public final class BudgetSpend implements AppendStep {

	/**
	 * While this lock is held, no transaction starts to count for another window. The
	 * lock timeout is short, because rows of other budgets are locked meanwhile; the
	 * batch is repeated.
	 */
	private static final String BEGIN = """
			SELECT pg_advisory_xact_lock_shared(hashtext('budget_period'))""";

	/** A separate statement, because the timeout applies from the next statement on. */
	private static final String LONGEST_WAIT = "SELECT set_config('lock_timeout', '200ms', true)";

	/**
	 * Locks the affected windows, always in the same order. A call counts in the windows
	 * that contain the time it was received.
	 */
	private static final String LOCK = """
			WITH fresh AS (
			    SELECT * FROM unnest(?::text[]::timestamptz[], ?::text[]::uuid[], ?::text[]::uuid[], ?::text[]::uuid[],
			                         ?::text[], ?::text[]::numeric[])
			        AS f(at, organisation_id, team_id, key_id, feature, usd)
			), matched AS (
			    SELECT b.id, 4 AS place, f.at, f.usd FROM fresh f
			      JOIN budget b ON b.scope = 'organisation' AND b.organisation_id = f.organisation_id
			    UNION ALL
			    SELECT b.id, 3, f.at, f.usd FROM fresh f JOIN budget b ON b.scope = 'team' AND b.team_id = f.team_id
			    UNION ALL
			    SELECT b.id, 1, f.at, f.usd FROM fresh f JOIN budget b ON b.scope = 'key' AND b.key_id = f.key_id
			    UNION ALL
			    SELECT b.id, 2, f.at, f.usd FROM fresh f
			      JOIN budget b ON b.scope = 'feature' AND b.team_id = f.team_id AND b.feature = f.feature
			), summed AS (
			    SELECT m.place, p.budget_id, p.period_start, sum(m.usd) AS usd
			      FROM matched m
			      JOIN budget_period p ON p.budget_id = m.id AND m.at >= p.period_start AND m.at < p.period_end
			     GROUP BY 1, 2, 3
			)
			SELECT s.budget_id, s.period_start, s.usd
			  FROM summed s
			  JOIN budget_period p ON p.budget_id = s.budget_id AND p.period_start = s.period_start
			 ORDER BY s.place, s.budget_id, s.period_start
			   FOR UPDATE OF p;
			SET LOCAL lock_timeout TO DEFAULT""";

	private static final String ADD = """
			WITH spent AS (
			    UPDATE budget_period p SET spent_usd = p.spent_usd + s.usd
			      FROM unnest(?::text[]::uuid[], ?::text[]::timestamptz[], ?::text[]::numeric[])
			           AS s(budget_id, period_start, usd), budget b
			     WHERE p.budget_id = s.budget_id AND p.period_start = s.period_start AND b.id = p.budget_id
			    RETURNING p.budget_id, p.period_start, p.spent_usd, b.limit_usd, b.soft_percent
			)
			INSERT INTO budget_alert (id, budget_id, period_start, percent, spent_usd, limit_usd, at)
			SELECT gen_random_uuid(), budget_id, period_start, percent, spent_usd, limit_usd, clock_timestamp()
			  FROM spent CROSS JOIN unnest(soft_percent) AS percent
			 WHERE limit_usd > 0 AND spent_usd * 100 >= limit_usd * percent
			ON CONFLICT DO NOTHING
			RETURNING id""";

	private final Reservations reservations;

	private final Consumer<Set<UUID>> alarm;

	/**
	 * @param alarm receives the ids of raised alerts after the commit
	 */
	public BudgetSpend(Reservations reservations, Consumer<Set<UUID>> alarm) {
		this.reservations = reservations;
		this.alarm = alarm;
	}

	@Override
	public void appended(Connection connection, List<CallRecord> fresh) throws SQLException {
		List<CallRecord> paid = fresh.stream()
			.filter(call -> call.caller() != null && call.cost().usd().signum() > 0)
			.toList();
		if (paid.isEmpty()) {
			return;
		}
		List<UUID> calls = paid.stream().map(CallRecord::id).toList();
		begin(connection);
		List<Spent> spent = lock(connection, paid);
		Set<UUID> alerts = spent.isEmpty() ? Set.of() : add(connection, spent);
		Map<UUID, BigDecimal> leases = this.reservations.leasesOf(calls);
		if (!leases.isEmpty()) {
			takeOff(connection, leases);
		}
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void afterCommit() {
				BudgetSpend.this.reservations.recorded(calls);
				if (!alerts.isEmpty()) {
					BudgetSpend.this.alarm.accept(alerts);
				}
			}

		});
	}

	private static void begin(Connection connection) throws SQLException {
		for (String sql : List.of(LONGEST_WAIT, BEGIN)) {
			try (PreparedStatement statement = connection.prepareStatement(sql)) {
				statement.execute();
			}
		}
	}

	private static List<Spent> lock(Connection connection, List<CallRecord> calls) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
			set(statement, 1, calls, CallRecord::at);
			set(statement, 2, calls, call -> of(call, Caller::organisationId));
			set(statement, 3, calls, call -> of(call, Caller::teamId));
			set(statement, 4, calls, call -> of(call, Caller::keyId));
			set(statement, 5, calls, call -> call.labels().feature());
			set(statement, 6, calls, call -> call.cost().usd().toPlainString());
			statement.execute();
			List<Spent> spent = new ArrayList<>();
			try (ResultSet rows = statement.getResultSet()) {
				while (rows.next()) {
					spent.add(new Spent(rows.getString(1), rows.getString(2), rows.getBigDecimal(3)));
				}
			}
			return spent;
		}
	}

	private static Set<UUID> add(Connection connection, List<Spent> spent) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(ADD)) {
			set(statement, 1, spent, Spent::budgetId);
			set(statement, 2, spent, Spent::periodStart);
			set(statement, 3, spent, sum -> sum.usd().toPlainString());
			Set<UUID> alerts = new HashSet<>();
			try (ResultSet rows = statement.executeQuery()) {
				while (rows.next()) {
					alerts.add(rows.getObject(1, UUID.class));
				}
			}
			return alerts;
		}
	}

	private static void takeOff(Connection connection, Map<UUID, BigDecimal> leases) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(JdbcBudgetBooks.TAKE_OFF)) {
			set(statement, 1, leases.entrySet(), Map.Entry::getKey);
			set(statement, 2, leases.entrySet(), lease -> lease.getValue().toPlainString());
			statement.executeUpdate();
		}
	}

	private static <T> void set(PreparedStatement statement, int index, Collection<T> rows,
			Function<T, @Nullable Object> value) throws SQLException {
		String[] texts = rows.stream().map(value).map(v -> (v != null) ? v.toString() : null).toArray(String[]::new);
		statement.setArray(index, statement.getConnection().createArrayOf("text", texts));
	}

	private static @Nullable Object of(CallRecord call, Function<Caller, Object> part) {
		return (call.caller() != null) ? part.apply(call.caller()) : null;
	}

	/** The increase of a budget's window. */
	private record Spent(String budgetId, String periodStart, BigDecimal usd) {
	}

}
