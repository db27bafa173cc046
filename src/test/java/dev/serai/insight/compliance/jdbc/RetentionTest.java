package dev.serai.insight.compliance.jdbc;

import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serai.gateway.access.Operator;
import dev.serai.gateway.access.Team;
import dev.serai.gateway.access.jdbc.JdbcTeams;
import dev.serai.gateway.call.Outcome;
import dev.serai.insight.analytics.UsageQuery;
import dev.serai.insight.analytics.jdbc.JdbcUsageSums;
import dev.serai.insight.analytics.jdbc.RollUps;
import dev.serai.insight.compliance.Expiry;
import dev.serai.insight.compliance.Removals;
import dev.serai.insight.compliance.RetentionRules.Scope;
import dev.serai.ledger.CallRecord;
import dev.serai.ledger.SampleCalls;
import dev.serai.ledger.Served;
import dev.serai.ledger.audit.AuditKey;
import dev.serai.ledger.audit.Checkpoint;
import dev.serai.ledger.audit.Checkpoints;
import dev.serai.ledger.audit.Finding;
import dev.serai.ledger.audit.Finding.Reason;
import dev.serai.ledger.audit.Verdict;
import dev.serai.ledger.audit.Verification;
import dev.serai.ledger.jdbc.ChainedCalls;
import dev.serai.ledger.jdbc.JdbcAuditTrail;
import dev.serai.ledger.jdbc.JdbcChain;
import dev.serai.ledger.jdbc.JdbcCheckpoints;
import dev.serai.ledger.jdbc.JdbcEvidence;
import dev.serai.ledger.jdbc.JdbcLedger;
import dev.serai.platform.database.Database;
import dev.serai.platform.database.Partitions;
import dev.serai.platform.database.embedded.RealDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * F13: what has been kept long enough goes, and what somebody else took is missed all the
 * same.
 */
class RetentionTest {

	private static final Instant NOW = Instant.parse("2026-06-20T10:00:00Z");

	private static final YearMonth JANUARY = YearMonth.of(2026, 1);

	private static final UUID NODE = UUID.fromString("00000000-0000-4000-8000-000000000001");

	private static final UUID OTHER = UUID.fromString("00000000-0000-4000-8000-000000000002");

	private static final Served SERVED = new Served("openai/gpt-small", "openai", "gpt-small", false);

	private static final AuditKey KEY = AuditKey.of(AuditKey.fresh());

	private final Database database = RealDatabase.empty();

	private final JdbcTeams teams = new JdbcTeams(this.database);

	private final JdbcRetentionRules rules = new JdbcRetentionRules(this.database);

	private final JdbcAuditTrail trail = new JdbcAuditTrail(this.database,
			JsonMapper.builder().findAndAddModules().build(), Clock.systemUTC(), new JdbcChain(NODE));

	private final JdbcLedger ledger = ledger(NODE);

	private final Removals removals = new JdbcRemovals(this.database, NODE, KEY, Clock.systemUTC());

	private final UUID organisation = this.teams.organisation().id();

	private JdbcLedger ledger(UUID node) {
		return new JdbcLedger(this.database, List.of(new ChainedCalls(new JdbcChain(node)), new RollUps()));
	}

	@BeforeEach
	void makeMonthsAndTeams() {
		new Partitions(this.database).ensure(Removals.start(JANUARY));
		new Partitions(this.database).ensure(Removals.start(JANUARY.plusMonths(3)));
		for (String name : List.of("search", "billing")) {
			this.teams.add(new Team(SampleCalls.caller(name).teamId(), this.organisation, name, ZoneOffset.UTC, NOW));
		}
	}

	@AfterAll
	static void dropMonths() {
		RealDatabase.client()
			.sql("SELECT drop_month(('2026-0' || month || '-01Z')::timestamptz) FROM generate_series(1, 6) AS month")
			.query()
			.listOfRows();
	}

	private List<CallRecord> calls(String team, String from, int count, long apartMs) {
		SampleCalls samples = new SampleCalls(from.hashCode() + team.hashCode());
		return IntStream.range(0, count).mapToObj(i -> {
			CallRecord call = samples.with(Instant.parse(from).plusMillis(i * apartMs), team, "f", SERVED);
			return (i % 3 == 0) ? SampleCalls.of(call, "user-" + (i % 2)) : call;
		}).toList();
	}

	private void append(JdbcLedger to, String team, String from, int count) {
		List<CallRecord> all = calls(team, from, count, 40_000);
		for (int i = 0; i < count; i += 7) {
			to.append(all.subList(i, Math.min(i + 7, count)));
		}
	}

	private Expiry expiry(int batch) {
		return new Expiry(this.rules, this.teams, this.removals, this.trail, Clock.fixed(NOW, ZoneOffset.UTC), batch);
	}

	private void run(int batch) {
		Expiry expiry = expiry(batch);
		Expiry.Run run = expiry.begin();
		int steps = 0;
		while (run.step()) {
			assertThat(++steps).as("it ends").isLessThan(10_000);
		}
		expiry.tell();
	}

	private void keep(@Nullable String team, @Nullable Integer days) {
		this.rules.keep((team != null) ? Scope.TEAM : Scope.ORGANISATION,
				(team != null) ? SampleCalls.caller(team).teamId() : this.organisation, days);
	}

	private Verdict verify(Checkpoint... outside) {
		return JdbcEvidence.look(this.database, evidence -> new Verification(evidence, List.of(outside),
				(node, signer) -> signer.equals(KEY.publicKey()))
			.verdict());
	}

	private static long count(String where) {
		return RealDatabase.client().sql("SELECT count(*) FROM " + where).query(Long.class).single();
	}

	private static void sql(String sql) {
		RealDatabase.client().sql("SET serai.maintenance = 'on'; " + sql + "; RESET serai.maintenance").update();
	}

	private void assertValid(long records, long removed) {
		Verdict verdict = verify();
		assertThat(verdict.first()).isNull();
		assertThat(verdict).extracting(Verdict::records, Verdict::removed).containsExactly(records, removed);
	}

	@Test
	void aTeamWithAShorterTimeLosesItsOldCallsAloneAndTheChainHolds() {
		append(this.ledger, "search", "2026-03-01T00:00:00Z", 50);
		append(ledger(OTHER), "billing", "2026-03-01T00:10:00Z", 30);
		append(this.ledger, "search", "2026-06-01T00:00:00Z", 20);
		Checkpoint before = new Checkpoints(NODE, new JdbcCheckpoints(this.database), KEY, Clock.systemUTC()).make()
			.orElseThrow();
		keep("search", 60);
		run(8);
		assertThat(count("call WHERE team = 'search'")).isEqualTo(20);
		assertThat(count("call WHERE team = 'billing'")).isEqualTo(30);
		assertThat(count("attempt")).isEqualTo(50);
		assertThat(count("call_salt")).isEqualTo(count("call WHERE session IS NOT NULL"));
		assertValid(51, 50);
		assertThat(verify(before).valid()).isTrue();
		assertThat(count("admin_event WHERE actor = 'serai' AND action = 'remove' AND (after->>'calls')::int = 50"))
			.isEqualTo(1);
		run(8);
		assertThat(count("admin_event WHERE action = 'remove'")).as("nothing new, nothing told").isEqualTo(1);
		assertThat(new JdbcUsageSums(this.database)
			.sums(UsageQuery.total(null, Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"))))
			.as("the sums stay")
			.singleElement()
			.satisfies(sum -> assertThat(sum.measures().calls()).isEqualTo(100));
	}

	@Test
	void aMonthWhoseEveryTeamsTimeHasPassedIsDroppedWhole() {
		append(this.ledger, "search", "2026-01-10T00:00:00Z", 40);
		append(ledger(OTHER), "billing", "2026-01-20T00:00:00Z", 20);
		append(this.ledger, "billing", "2026-02-20T00:00:00Z", 10);
		keep(null, 100);
		keep("billing", 139);
		run(16);
		assertThat(this.removals.months()).doesNotContain(JANUARY).contains(YearMonth.of(2026, 2));
		assertThat(count("call")).isEqualTo(10);
		assertThat(count("attempt")).isEqualTo(10);
		assertValid(11, 60);
		keep("billing", 50);
		run(16);
		assertThat(this.removals.months()).first().isEqualTo(YearMonth.of(2026, 5));
		assertValid(2, 70);
	}

	@Test
	void aTeamThatIsKeptForEverKeepsItsMonth() {
		append(this.ledger, "search", "2026-01-10T00:00:00Z", 12);
		append(this.ledger, "billing", "2026-01-10T00:00:00Z", 5);
		keep("search", 40);
		run(5);
		assertThat(this.removals.months()).contains(JANUARY);
		assertThat(count("call")).isEqualTo(5);
		assertValid(6, 12);
		keep(null, 40);
		run(5);
		assertThat(count("call")).isZero();
		assertThat(this.removals.months()).doesNotContain(JANUARY);
		assertValid(2, 17);
	}

	@Test
	void callsOfNobodyGoByTheOrganisationsRule() {
		CallRecord call = new SampleCalls(3).at(Instant.parse("2026-01-03T00:00:00Z"));
		this.ledger.append(List.of(new CallRecord(call.id(), call.endedAt(), null, CallRecord.Labels.NONE, null, null,
				null, null, false, Outcome.REFUSED, 401, "invalid_api_key", call.usage(), call.cost(), null, null, null,
				List.of(), call.timing(), null, List.of())));
		keep("search", 40);
		run(5);
		assertThat(count("call")).isEqualTo(1);
		keep(null, 40);
		run(5);
		assertThat(count("call")).isZero();
		assertValid(1, 1);
	}

	@Test
	void f12WhatSomebodyElseTookIsMissedBesideWhatWasRemoved() {
		append(this.ledger, "search", "2026-03-01T00:00:00Z", 30);
		append(this.ledger, "billing", "2026-03-01T00:00:00Z", 7);
		keep("search", 60);
		run(10);
		assertValid(8, 30);
		sql("DELETE FROM attempt WHERE call_id = (SELECT min(id::text)::uuid FROM call); DELETE FROM call WHERE id ="
				+ " (SELECT min(id::text)::uuid FROM call)");
		assertThat(verify().first()).extracting(Finding::reason, Finding::seq).containsExactly(Reason.MISSING, 31L);
	}

	@Test
	void f12WhatIsNotAsItWasWrittenStaysThoughItsTimeHasPassed() {
		append(this.ledger, "search", "2026-01-10T00:00:00Z", 20);
		keep(null, 40);
		UUID edited = RealDatabase.client()
			.sql("UPDATE call SET cost_usd = 0 WHERE id = (SELECT id FROM call ORDER BY at OFFSET 4 LIMIT 1) RETURNING id")
			.query(UUID.class)
			.single();
		UUID taken = RealDatabase.client()
			.sql("DELETE FROM call WHERE id = (SELECT id FROM call ORDER BY at OFFSET 9 LIMIT 1) RETURNING id")
			.query(UUID.class)
			.single();
		run(6);
		assertThat(RealDatabase.client().sql("SELECT id FROM call").query(UUID.class).list()).containsExactly(edited);
		assertThat(this.removals.months()).contains(JANUARY);
		assertThat(verify().first()).extracting(Finding::reason, Finding::seq).containsExactly(Reason.EDITED, 5L);
		assertThat(count("attempt WHERE call_id = '" + taken + "'")).as("not noted as removed").isEqualTo(1);
	}

	@Test
	void f12ARemovalWithAnotherKeyExplainsNothing() {
		append(this.ledger, "search", "2026-03-01T00:00:00Z", 21);
		keep("search", 60);
		Expiry forged = new Expiry(this.rules, this.teams,
				new JdbcRemovals(this.database, NODE, AuditKey.of(AuditKey.fresh()), Clock.systemUTC()), this.trail,
				Clock.fixed(NOW, ZoneOffset.UTC), 100);
		Expiry.Run run = forged.begin();
		while (run.step()) {
			assertThat(run).isNotNull();
		}
		assertThat(count("call")).isZero();
		Verdict verdict = verify();
		assertThat(verdict.first()).extracting(Finding::reason, Finding::seq).containsExactly(Reason.MISSING, 1L);
		assertThat(verdict.removed()).isZero();
	}

	@Test
	void f12WhatStandsInThePlaceOfTheRemovedIsHeldAgainstTheSignature() {
		append(this.ledger, "search", "2026-03-01T00:00:00Z", 28);
		keep("search", 60);
		run(10);
		sql("UPDATE chain_block SET ids = ids[1:1] || ids[3] || ids[2] || ids[4:] WHERE kind = 'call' AND first = 8");
		assertThat(verify().first()).extracting(Finding::reason, Finding::seq)
			.containsExactly(Reason.REMOVAL_MISMATCH, 1L);
	}

	@Test
	void f12ANoteThatIsTakenAwayLeavesItsCallsMissing() {
		append(this.ledger, "search", "2026-03-01T00:00:00Z", 28);
		keep("search", 60);
		run(10);
		sql("DELETE FROM removal WHERE seqs @> 12::bigint");
		assertThat(verify().first()).extracting(Finding::reason).isEqualTo(Reason.MISSING);
		sql("UPDATE removal SET calls = calls + 1");
		assertThat(verify().valid()).isFalse();
	}

	@Test
	void erasedCallsCanBeRemovedToo() {
		append(this.ledger, "search", "2026-03-01T00:00:00Z", 28);
		new JdbcErasure(this.database, this.trail, team -> {
		}).eraseEndUser(Operator.ADMIN_KEY, "user-1");
		keep("search", 60);
		run(10);
		assertValid(2, 28);
	}

	@Test
	void callsFromBeforeThereWereChainsGoAndAreCounted() {
		new JdbcLedger(this.database, List.of()).append(calls("search", "2026-01-10T00:00:00Z", 9, 1_000));
		sql("INSERT INTO chain_start VALUES ('2026-02-01Z', 9, 0)");
		append(this.ledger, "search", "2026-02-10T00:00:00Z", 7);
		assertThat(verify().unproved()).isEqualTo(9);
		keep(null, 40);
		run(4);
		assertThat(count("call")).isZero();
		assertValid(1, 7);
		new JdbcLedger(this.database, List.of()).append(calls("billing", "2026-01-11T00:00:00Z", 1, 1_000));
		assertThat(verify().first()).extracting(Finding::reason).isEqualTo(Reason.INSERTED);
	}

	@Test
	@DisplayName("F13: two nodes at once remove each call once, and appends go on")
	void twoNodesAtOnceWhileCallsAreAppended() throws Exception {
		append(this.ledger, "search", "2026-01-10T00:00:00Z", 200);
		append(this.ledger, "billing", "2026-03-10T00:00:00Z", 200);
		keep(null, 60);
		CompletableFuture<Void> done = new CompletableFuture<>();
		List<Long> waits = new ArrayList<>();
		try (ExecutorService nodes = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<?> load = nodes.submit(() -> {
				int made = 0;
				while (!done.isDone() || made < 10) {
					long began = System.nanoTime();
					this.ledger.append(
							calls("research", "2026-06-0" + (1 + made % 9) + "T0" + (made / 9 % 9) + ":00:00Z", 20, 1));
					waits.add((System.nanoTime() - began) / 1_000_000);
					made++;
				}
			});
			Future<?> one = nodes.submit(() -> run(50));
			Future<?> two = nodes.submit(() -> run(50));
			one.get();
			two.get();
			done.complete(null);
			load.get();
		}
		run(50);
		assertThat(count("call WHERE team <> 'research'")).isZero();
		assertThat(waits).as("appending took, in ms").allMatch(wait -> wait < 2_000);
		Verdict verdict = verify();
		assertThat(verdict.first()).isNull();
		assertThat(verdict.removed()).isEqualTo(400);
	}

}
