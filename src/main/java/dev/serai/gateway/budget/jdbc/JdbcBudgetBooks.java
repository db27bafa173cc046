package dev.serai.gateway.budget.jdbc;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import dev.serai.gateway.access.jdbc.JdbcTeams;
import dev.serai.gateway.budget.BudgetBooks;
import dev.serai.platform.database.Database;
import dev.serai.platform.start.Node;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Stores spending and leases in PostgreSQL. A window's row is the lock for its leases.
 * Windows are locked in the order of {@link Lease}, then leases in the order of their
 * ids, so there is no deadlock.
 */
public final class JdbcBudgetBooks implements BudgetBooks {

	/** Reduces leases by amounts, locking them in order. */
	public static final String TAKE_OFF = """
			WITH off AS (
			    SELECT l.id, w.amount
			      FROM unnest(?::text[]::uuid[], ?::text[]::numeric[]) AS w(id, amount)
			      JOIN budget_lease l USING (id)
			     ORDER BY l.id
			       FOR UPDATE OF l
			)
			UPDATE budget_lease l SET amount_usd = greatest(0, l.amount_usd - off.amount) FROM off WHERE l.id = off.id""";

	private static final String WINDOWS = """
			unnest(:budgets::text[]::uuid[], :starts::text[]::timestamptz[]) WITH ORDINALITY
			    AS w(budget_id, period_start, number)""";

	private static final String LASTING = "clock_timestamp() + interval '" + LEASE.toSeconds() + " seconds'";

	private final Database database;

	private final Node node;

	/** Identifies this run of the node. */
	private final UUID run = UUID.randomUUID();

	public JdbcBudgetBooks(Database database, Node node) {
		this.database = database;
		this.node = node;
	}

	@Override
	public void open(Collection<Opening> openings) {
		List<Opening> missing = this.database.ask(client -> missing(client, List.copyOf(openings)));
		for (Opening opening : missing) {
			open(this.database, opening);
		}
	}

	private static List<Opening> missing(JdbcClient client, List<Opening> openings) {
		Set<Long> counted = new HashSet<>(
				client.sql("SELECT w.number FROM " + WINDOWS + " JOIN budget_period p USING (budget_id, period_start)")
					.param("budgets", texts(openings, Opening::budgetId))
					.param("starts", texts(openings, opening -> opening.window().start()))
					.query(Long.class)
					.list());
		List<Opening> missing = new ArrayList<>();
		for (int i = 0; i < openings.size(); i++) {
			if (!counted.contains(i + 1L)) {
				missing.add(openings.get(i));
			}
		}
		return missing;
	}

	static void open(Database database, Opening opening) {
		database.ask(client -> client.sql("SELECT open_budget_period(?, ?, ?)")
			.param(opening.budgetId())
			.param(JdbcTeams.utc(opening.window().start()))
			.param(JdbcTeams.utc(opening.window().end()))
			.query((row, number) -> number)
			.list());
	}

	@Override
	public void lease(List<Lease> leases, Function<List<@Nullable Standing>, List<BigDecimal>> share) {
		this.database.inQuickTransaction(client -> {
			List<Opening> openings = leases.stream()
				.map(lease -> new Opening(lease.budgetId(), lease.window()))
				.toList();
			// From here on the rows are locked: no other node can lease.
			List<BigDecimal> amounts = share.apply(standings(client, openings, "FOR UPDATE OF p"));
			if (amounts.stream().anyMatch(amount -> amount.signum() > 0)) {
				add(client, leases, amounts);
			}
		});
	}

	@Override
	public List<@Nullable Standing> standings(List<Opening> openings) {
		return this.database.ask(client -> standings(client, openings, ""));
	}

	private static List<@Nullable Standing> standings(JdbcClient client, List<Opening> openings, String lock) {
		List<@Nullable Standing> standings = new ArrayList<>(Collections.nCopies(openings.size(), null));
		String[] budgets = texts(openings, Opening::budgetId);
		String[] starts = texts(openings, opening -> opening.window().start());
		client.sql("""
				SELECT w.number, b.limit_usd, p.spent_usd
				  FROM %s
				  JOIN budget_period p USING (budget_id, period_start)
				  JOIN budget b ON b.id = w.budget_id
				 ORDER BY w.number
				   %s""".formatted(WINDOWS, lock))
			.param("budgets", budgets)
			.param("starts", starts)
			.query((row, number) -> standings.set(row.getInt("number") - 1,
					new Standing(row.getBigDecimal("limit_usd"), row.getBigDecimal("spent_usd"), BigDecimal.ZERO)))
			.list();
		client.sql("""
				SELECT w.number, sum(l.amount_usd) AS leased
				  FROM %s
				  JOIN budget_lease l USING (budget_id, period_start)
				 WHERE l.expires_at > clock_timestamp()
				 GROUP BY w.number""".formatted(WINDOWS))
			.param("budgets", budgets)
			.param("starts", starts)
			.query(row -> {
				int i = row.getInt("number") - 1;
				Standing counted = standings.get(i);
				if (counted != null) {
					standings.set(i, new Standing(counted.limitUsd(), counted.spentUsd(), row.getBigDecimal("leased")));
				}
			});
		return standings;
	}

	private void add(JdbcClient client, List<Lease> leases, List<BigDecimal> amounts) {
		client
			.sql("""
					INSERT INTO budget_lease AS l (id, budget_id, period_start, node_id, run_id, amount_usd, expires_at)
					SELECT w.id, p.budget_id, p.period_start, :node, :run, w.amount, %s
					  FROM unnest(:ids::text[]::uuid[], :budgets::text[]::uuid[], :starts::text[]::timestamptz[],
					              :amounts::text[]::numeric[]) AS w(id, budget_id, period_start, amount)
					  JOIN budget_period p USING (budget_id, period_start)
					 ORDER BY w.id
					ON CONFLICT (id) DO UPDATE
					   SET amount_usd = l.amount_usd + excluded.amount_usd, expires_at = excluded.expires_at"""
				.formatted(LASTING))
			.param("node", this.node.id())
			.param("run", this.run)
			.param("ids", texts(leases, Lease::id))
			.param("budgets", texts(leases, Lease::budgetId))
			.param("starts", texts(leases, lease -> lease.window().start()))
			.param("amounts", texts(amounts, BigDecimal::toPlainString))
			.update();
	}

	@Override
	public Set<UUID> renew() {
		return new HashSet<>(this.database.ask(client -> client
			.sql("""
					WITH own AS (
					    SELECT id FROM budget_lease WHERE run_id = ? AND expires_at > clock_timestamp() ORDER BY id FOR UPDATE
					)
					UPDATE budget_lease l SET expires_at = %s FROM own WHERE l.id = own.id RETURNING l.id"""
				.formatted(LASTING))
			.param(this.run)
			.query(UUID.class)
			.list()));
	}

	@Override
	public void revive(Lease lease, BigDecimal amount) {
		this.database.ask(client -> client.sql("""
				INSERT INTO budget_lease (id, budget_id, period_start, node_id, run_id, amount_usd, expires_at)
				SELECT ?, budget_id, period_start, ?, ?, ?, %s
				  FROM budget_period WHERE budget_id = ? AND period_start = ?
				ON CONFLICT (id) DO UPDATE
				   SET amount_usd = excluded.amount_usd, expires_at = excluded.expires_at""".formatted(LASTING))
			.param(lease.id())
			.param(this.node.id())
			.param(this.run)
			.param(amount)
			.param(lease.budgetId())
			.param(JdbcTeams.utc(lease.window().start()))
			.update());
	}

	@Override
	public void giveBack(Map<UUID, BigDecimal> amounts) {
		this.database.ask(client -> client.sql(TAKE_OFF)
			.param(texts(amounts.keySet(), UUID::toString))
			.param(texts(amounts.values(), BigDecimal::toPlainString))
			.update());
	}

	@Override
	public void end(Collection<UUID> leases) {
		this.database.ask(client -> client.sql("""
				WITH own AS (
				    SELECT id FROM budget_lease
				     WHERE id = ANY (?::text[]::uuid[]) OR expires_at < clock_timestamp() - interval '1 hour'
				     ORDER BY id FOR UPDATE SKIP LOCKED
				)
				DELETE FROM budget_lease l USING own WHERE l.id = own.id""")
			.param(texts(leases, UUID::toString))
			.update());
	}

	@Override
	public void freeOwnLeases() {
		this.database.ask(client -> client.sql("DELETE FROM budget_lease WHERE node_id = ? AND run_id <> ?")
			.param(this.node.id())
			.param(this.run)
			.update());
	}

	@Override
	public Set<UUID> recorded(Collection<UUID> calls) {
		return new HashSet<>(this.database.ask(client -> client.sql("""
				SELECT id FROM call
				 WHERE id = ANY (?::text[]::uuid[]) AND at > clock_timestamp() - interval '1 day'""")
			.param(texts(calls, UUID::toString))
			.query(UUID.class)
			.list()));
	}

	private static <T> String[] texts(Collection<T> all, Function<T, Object> part) {
		return all.stream().map(item -> part.apply(item).toString()).toArray(String[]::new);
	}

}
