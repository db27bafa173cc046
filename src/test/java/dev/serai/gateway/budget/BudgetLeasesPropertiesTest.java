package dev.serai.gateway.budget;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

import dev.serai.gateway.access.KeySecret;
import dev.serai.gateway.access.KeyTerms;
import dev.serai.gateway.access.Organisation;
import dev.serai.gateway.access.StoredKey;
import dev.serai.gateway.access.Team;
import dev.serai.gateway.access.jdbc.JdbcKeys;
import dev.serai.gateway.access.jdbc.JdbcTeams;
import dev.serai.gateway.budget.jdbc.JdbcBudgets;
import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.Caller;
import dev.serai.ledger.CallRecord;
import dev.serai.platform.database.Database;
import dev.serai.platform.database.embedded.RealDatabase;
import dev.serai.platform.error.CallRefused;
import dev.serai.platform.start.Node;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two nodes on one database reserve, settle, record, renew, crash and come back in any
 * order.
 */
class BudgetLeasesPropertiesTest {

	private static final int STEPS = 150;

	private static final Instant NOW = Instant.now();

	/** A node, and what is under way there. */
	private static final class Running {

		final Node node = new Node(UUID.randomUUID());

		BudgetNode budgets;

		List<Call> underWay = new ArrayList<>();

		/** Ended and in the journal, but not in the ledger: outlives a crash. */
		final List<CallRecord> journal = new ArrayList<>();

		void start(Database database) {
			this.budgets = new BudgetNode(database, this.node);
			this.underWay = new ArrayList<>();
			replay();
			this.budgets.keeping.tick();
		}

		void replay() {
			this.budgets.ledger.append(this.journal);
			this.journal.clear();
		}

	}

	@Property(tries = 12)
	void P3_P4_B13_whateverHappensTheLimitHoldsAndEveryCallIsCountedOnce(@ForAll long seed) {
		Random random = new Random(seed);
		Database database = RealDatabase.empty();
		Caller caller = caller(database);
		JdbcBudgets budgets = new JdbcBudgets(database);
		budgets.add(budget(caller, Scope.Kind.TEAM, "0.006000"));
		budgets.add(budget(caller, Scope.Kind.KEY, "0.004000"));
		List<Running> nodes = List.of(new Running(), new Running());
		nodes.forEach(node -> node.start(database));
		List<CallRecord> appended = new ArrayList<>();
		int refused = 0;
		for (int step = 0; step < STEPS; step++) {
			Running node = nodes.get(random.nextInt(2));
			switch (random.nextInt(12)) {
				case 0, 1, 2, 3, 4 -> refused += reserve(node, BudgetNode.call(caller, 1 + random.nextInt(600)));
				case 5, 6, 7 -> end(node, random);
				case 8, 9 -> {
					appended.addAll(node.journal);
					node.replay();
				}
				case 10 -> {
					node.budgets.keeping.tick();
					// What was told before is told again: nothing is counted twice.
					node.budgets.ledger.append(appended);
				}
				default -> {
					if (random.nextInt(3) == 0) {
						node.budgets.close();
						appended.addAll(node.journal);
						node.start(database);
					}
				}
			}
			assertHolds();
		}
		for (Running node : nodes) {
			while (!node.underWay.isEmpty()) {
				end(node, random);
			}
			node.replay();
			await().pollInterval(Duration.ofMillis(50)).until(() -> {
				node.budgets.keeping.tick();
				return holdsNothing(node);
			});
			assertThat(node.budgets.system.reservations().count()).isZero();
			node.budgets.close();
		}
		assertThat(one("SELECT count(*) FROM budget_lease")).as("stuck leases").isZero();
		BigDecimal recorded = one("SELECT coalesce(sum(cost_usd), 0) FROM call");
		assertThat(one("SELECT max(spent_usd) FROM budget_period")).isEqualByComparingTo(recorded);
		assertThat(one("SELECT min(spent_usd) FROM budget_period")).isEqualByComparingTo(recorded);
		assertThat(refused).as("the limit was met").isPositive();
	}

	private static int reserve(Running node, Call call) {
		try {
			node.budgets.system.reservations().reserve(call);
			node.underWay.add(call);
			return 0;
		}
		catch (CallRefused ex) {
			// On a slow machine the books may not answer in time: that admits nobody
			// either.
			assertThat(ex.error().code()).isIn("budget_exceeded", "dependency_unavailable");
			return ex.error().status() == 429 ? 1 : 0;
		}
	}

	private static void end(Running node, Random random) {
		if (!node.underWay.isEmpty()) {
			Call call = node.underWay.remove(random.nextInt(node.underWay.size()));
			BudgetNode.end(call, random.nextInt(call.request().maxOutputTokens() + 1));
			node.journal.add(BudgetNode.recordOf(call));
		}
	}

	private static boolean holdsNothing(Running node) {
		return RealDatabase.client()
			.sql("SELECT count(*) FROM budget_lease WHERE node_id = ?")
			.param(node.node.id())
			.query(Long.class)
			.single() == 0;
	}

	private static void assertHolds() {
		assertThat(one("""
				SELECT count(*) FROM budget_period p JOIN budget b ON b.id = p.budget_id
				 WHERE p.spent_usd + (SELECT coalesce(sum(amount_usd), 0) FROM budget_lease l
				        WHERE l.budget_id = p.budget_id AND l.period_start = p.period_start) > b.limit_usd
				    OR p.spent_usd < 0
				    OR EXISTS (SELECT 1 FROM budget_lease l WHERE l.amount_usd < 0)""")).isZero();
	}

	private static BigDecimal one(String query) {
		return RealDatabase.client().sql(query).query(BigDecimal.class).single();
	}

	private static Caller caller(Database database) {
		JdbcTeams teams = new JdbcTeams(database);
		Organisation organisation = teams.organisation();
		Team team = new Team(UUID.randomUUID(), organisation.id(), "t", ZoneOffset.UTC, NOW);
		teams.add(team);
		StoredKey key = new StoredKey(UUID.randomUUID(), "p", team, "k", new KeySecret(new byte[32], "pepper", null),
				null, KeyTerms.UNLIMITED, NOW, null);
		new JdbcKeys(database).add(key);
		return new Caller(organisation.id(), team.id(), team.name(), key.id(), key.name(), team.zone(), Set.of());
	}

	private static Budget budget(Caller caller, Scope.Kind kind, String limit) {
		Scope scope = new Scope(kind, caller.organisationId(), caller.teamId(),
				(kind == Scope.Kind.KEY) ? caller.keyId() : null, null);
		return new Budget(UUID.randomUUID(), scope, "", Period.MONTH, caller.zone(), new BigDecimal(limit), List.of(80),
				true, NOW);
	}

}
