package dev.serai.ledger.jdbc;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serai.gateway.access.Operator;
import dev.serai.insight.compliance.jdbc.JdbcErasure;
import dev.serai.ledger.CallRecord;
import dev.serai.ledger.SampleCalls;
import dev.serai.ledger.audit.AuditKey;
import dev.serai.ledger.audit.Checkpoint;
import dev.serai.ledger.audit.Checkpoints;
import dev.serai.ledger.audit.Finding;
import dev.serai.ledger.audit.Finding.Reason;
import dev.serai.ledger.audit.Verdict;
import dev.serai.ledger.audit.Verification;
import dev.serai.platform.database.Database;
import dev.serai.platform.database.embedded.RealDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

class ChainTest {

	private static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");

	private static final UUID NODE = UUID.fromString("00000000-0000-4000-8000-000000000001");

	private static final UUID OTHER = UUID.fromString("00000000-0000-4000-8000-000000000002");

	private final AuditKey key = AuditKey.of(AuditKey.fresh());

	private final Database database = RealDatabase.empty();

	private final JdbcLedger ledger = ledger(NODE);

	private final JdbcAuditTrail trail = new JdbcAuditTrail(this.database,
			JsonMapper.builder().findAndAddModules().build(), Clock.systemUTC(), new JdbcChain(NODE));

	private final Checkpoints checkpoints = new Checkpoints(NODE, new JdbcCheckpoints(this.database), this.key,
			Clock.systemUTC());

	private JdbcLedger ledger(UUID node) {
		return new JdbcLedger(this.database, List.of(new ChainedCalls(new JdbcChain(node))));
	}

	@BeforeEach
	void chainSome() {
		List<CallRecord> calls = calls(1, 30);
		this.ledger.append(calls.subList(0, 10));
		this.ledger.append(calls.subList(5, 20));
		this.ledger.append(calls.subList(20, 30));
		for (int i = 0; i < 3; i++) {
			change("key-" + i);
		}
	}

	private void change(String key) {
		this.trail.changing(() -> {
			this.trail.record(Operator.ADMIN_KEY, "create", "key", key, null, new State(key, 1.50));
			return null;
		});
	}

	private record State(String name, double limit) {
	}

	/** Calls of growing time; of each four one is nobody's. */
	static List<CallRecord> calls(long seed, int count) {
		SampleCalls samples = new SampleCalls(seed);
		return IntStream.range(0, count).mapToObj(i -> {
			CallRecord call = samples.at(NOON.plusMillis(i));
			return (i % 4 == 0) ? call : SampleCalls.of(call, "user-" + (i % 3));
		}).toList();
	}

	private Verdict verify(Checkpoint... outside) {
		return JdbcEvidence.look(this.database,
				evidence -> new Verification(evidence, List.of(outside), (node, signer) -> true).verdict());
	}

	private void sql(String sql) {
		RealDatabase.client().sql("SET serai.maintenance = 'on'; " + sql + "; RESET serai.maintenance").update();
	}

	private UUID call(int seq) {
		return RealDatabase.client()
			.sql("SELECT id FROM chain_block, unnest(ids) WITH ORDINALITY AS each(id, place)"
					+ " WHERE kind = 'call' AND first + place - 1 = ?")
			.param(seq)
			.query(UUID.class)
			.single();
	}

	private void assertFirst(Verdict verdict, long seq, Reason reason) {
		assertThat(verdict.valid()).isFalse();
		assertThat(verdict.first()).extracting(Finding::seq, Finding::reason).containsExactly(seq, reason);
	}

	@Test
	void whatWasWrittenIsValidWithReplayedBatchesAndTwoNodes() {
		ledger(OTHER).append(calls(2, 7));
		this.ledger.append(calls(1, 1));
		Verdict verdict = verify();
		assertThat(verdict.first()).isNull();
		assertThat(verdict).extracting(Verdict::valid, Verdict::records, Verdict::erased, Verdict::unproved)
			.containsExactly(true, 41L, 0L, 0L);
		assertThat(verdict.nodes()).extracting(Verdict.OfNode::node, Verdict.OfNode::calls, Verdict.OfNode::adminEvents)
			.containsExactly(tuple(NODE, 31L, 3L), tuple(OTHER, 7L, 0L));
	}

	@Test
	void f12AnEditedCallIsNamed() {
		sql("UPDATE call SET cost_usd = cost_usd + 0.000001 WHERE id = '%s'".formatted(call(17)));
		Verdict verdict = verify();
		assertFirst(verdict, 17, Reason.EDITED);
		assertThat(verdict.first().id()).isEqualTo(call(17).toString());
		assertThat(verdict.first().node()).isEqualTo(NODE);
		assertThat(verdict.first().kind()).isEqualTo("call");
	}

	@Test
	void f12AnEditedAttemptIsNamed() {
		sql("UPDATE attempt SET failure = 'none of ours' WHERE call_id = '%s'".formatted(call(4)));
		assertFirst(verify(), 4, Reason.EDITED);
	}

	@Test
	@DisplayName("A record without an operation has the hash that it had before operations were recorded")
	void theFormOfOlderRecordsStays() {
		CallRecord before = SampleCalls.constant(null);
		assertThat(new CallForm().whole(before, null)).asHexString()
			.isEqualToIgnoringCase("b202fb4e89d5db7780bfba9728fa6b0ce80addd8a7ac296e3871f54d90103f63");
		this.ledger.append(List.of(before));
		assertThat(verify()).extracting(Verdict::valid, Verdict::records).containsExactly(true, 34L);
	}

	@ParameterizedTest
	@DisplayName("F12: a call's operation that is changed, taken away or added later is found")
	@CsvSource({ "chat, embedding", "chat, ", ", chat" })
	void f12AnotherOperationIsNamed(@Nullable String recorded, @Nullable String changed) {
		this.ledger.append(List.of(SampleCalls.constant(recorded)));
		assertThat(verify().valid()).isTrue();
		sql("UPDATE call SET operation = %s WHERE id = '%s'".formatted((changed != null) ? "'" + changed + "'" : "NULL",
				call(31)));
		assertFirst(verify(), 31, Reason.EDITED);
	}

	@Test
	void f12AnotherEndUserIsNamed() {
		sql("UPDATE call SET end_user = 'somebody else' WHERE id = '%s'".formatted(call(3)));
		assertFirst(verify(), 3, Reason.EDITED);
	}

	@Test
	void f12AnEndUserGivenToAnErasedCallIsNamed() {
		new JdbcErasure(this.database, this.trail, team -> {
		}).eraseEndUser(Operator.ADMIN_KEY, "user-1");
		sql("UPDATE call SET end_user = 'somebody else' WHERE id = '%s'".formatted(call(2)));
		assertFirst(verify(), 2, Reason.EDITED);
	}

	@Test
	void f12ADeletedCallIsNamed() {
		UUID gone = call(30);
		sql("DELETE FROM call WHERE id = '%s'; DELETE FROM attempt WHERE call_id = '%1$s'".formatted(gone));
		Verdict verdict = verify();
		assertFirst(verdict, 30, Reason.MISSING);
		assertThat(verdict.first().id()).isEqualTo(gone.toString());
	}

	@Test
	void f12AnInsertedCallIsNamed() {
		CallRecord slipped = new SampleCalls(9).at(NOON.plusSeconds(1));
		new JdbcLedger(this.database, List.of()).append(List.of(slipped));
		Verdict verdict = verify();
		assertFirst(verdict, 0, Reason.INSERTED);
		assertThat(verdict.first().id()).isEqualTo(slipped.id().toString());
	}

	@Test
	@DisplayName("F12: inserted calls are counted as such, and never as calls from before there were chains")
	void f12InsertedCallsAreCounted() {
		SampleCalls sample = new SampleCalls(9);
		new JdbcLedger(this.database, List.of())
			.append(IntStream.rangeClosed(1, 7).mapToObj(n -> sample.at(NOON.plusSeconds(n))).toList());
		assertThat(verify()).extracting(Verdict::records, Verdict::inserted, Verdict::unproved, Verdict::unverified)
			.containsExactly(33L, 7L, 0L, 0L);
	}

	@Test
	@DisplayName("F12: records after the first deviation of a chain are counted as not verified")
	void f12RecordsThatNoLongerCanBeVerifiedAreCounted() {
		sql("UPDATE call SET cost_usd = cost_usd + 0.000001 WHERE id = '%s'".formatted(call(17)));
		assertThat(verify()).extracting(Verdict::records, Verdict::inserted, Verdict::unproved, Verdict::unverified)
			.containsExactly(19L, 0L, 0L, 14L);
	}

	@Test
	void f12AnInsertedCallWithAnEntryIsNamed() {
		CallRecord slipped = new SampleCalls(9).at(NOON.plusSeconds(1));
		new JdbcLedger(this.database, List.of()).append(List.of(slipped));
		sql("""
				UPDATE chain_block SET ids = ids[1:2] || '%s'::uuid || ids[3:],
				       hashes = substr(hashes, 1, 64) || sha256('made up') || substr(hashes, 65)
				 WHERE kind = 'call' AND first = 11;
				UPDATE chain_block SET first = first + 1 WHERE kind = 'call' AND first > 11;
				UPDATE chain_head SET seq = seq + 1 WHERE kind = 'call'""".formatted(slipped.id()));
		assertFirst(verify(), 13, Reason.INSERTED);
	}

	@Test
	void f12AReorderedEntryIsNamed() {
		sql("UPDATE chain_block SET ids = ids[1:1] || ids[3] || ids[2] || ids[4:] WHERE kind = 'call' AND first = 1");
		assertFirst(verify(), 2, Reason.REORDERED);
	}

	@Test
	void f12ABlockThatIsGoneIsNamed() {
		sql("DELETE FROM chain_block WHERE kind = 'call' AND first = 11");
		assertFirst(verify(), 11, Reason.MISSING);
	}

	@Test
	void f12AnEditedAdministrativeEventIsNamed() {
		sql("UPDATE admin_event SET after = '{\"name\":\"key-1\",\"limit\":1.50}' WHERE subject = 'key-1'");
		Verdict verdict = verify();
		assertFirst(verdict, 2, Reason.EDITED);
		assertThat(verdict.first().kind()).isEqualTo("admin");
	}

	@Test
	void f12ATailThatIsCutOffIsFoundByTheCheckpointOutside() {
		Checkpoint outside = this.checkpoints.make().orElseThrow();
		assertThat(verify(outside)).extracting(Verdict::valid, Verdict::checkpoints).containsExactly(true, 1L);
		String hash = RealDatabase.client()
			.sql("SELECT encode(substr(hashes, length(hashes) - 31), 'hex') FROM chain_block WHERE kind = 'call' AND first = 11")
			.query(String.class)
			.single();
		sql("""
				DELETE FROM attempt WHERE call_id IN (SELECT unnest(ids) FROM chain_block WHERE kind = 'call' AND first = 21);
				DELETE FROM call WHERE id IN (SELECT unnest(ids) FROM chain_block WHERE kind = 'call' AND first = 21);
				DELETE FROM chain_block WHERE kind = 'call' AND first = 21;
				UPDATE chain_head SET seq = 20, hash = '\\x%s' WHERE kind = 'call';
				DELETE FROM checkpoint"""
			.formatted(hash));
		assertThat(verify().valid()).as("nothing inside tells").isTrue();
		assertFirst(verify(outside), 21, Reason.TRUNCATED);
	}

	@Test
	void f12RecordsThatWereWrittenAnewAreFoundByTheCheckpointOutside() {
		Checkpoint first = this.checkpoints.make().orElseThrow();
		RealDatabase.empty();
		chainSome();
		Checkpoint forged = this.checkpoints.make().orElseThrow();
		assertThat(verify().valid()).isTrue();
		assertFirst(verify(first), 1, Reason.CHECKPOINT_MISMATCH);
		assertThat(verify(forged).valid()).isTrue();
	}

	@Test
	void f12ACheckpointThatIsForgedOrGoneIsNamed() {
		this.checkpoints.make();
		change("a");
		Checkpoint second = this.checkpoints.make().orElseThrow();
		change("b");
		this.checkpoints.make();
		assertThat(verify(second).valid()).isTrue();
		sql("UPDATE checkpoint SET document = replace(document::text, '%s', '%s')::json WHERE number = 2"
			.formatted(second.chains().get(1).hash(), HexFormat.of().formatHex(new byte[32])));
		assertFirst(verify(), 2, Reason.BAD_SIGNATURE);
		sql("DELETE FROM checkpoint WHERE number = 2");
		assertFirst(verify(), 2, Reason.MISSING);
	}

	@Test
	void anotherKeyIsNotTrusted() {
		this.checkpoints.make();
		Verdict verdict = JdbcEvidence.look(this.database,
				evidence -> new Verification(evidence, List.of(), (node, signer) -> signer.equals("mine")).verdict());
		assertFirst(verdict, 1, Reason.BAD_SIGNATURE);
	}

	@Test
	void p12ACheckpointIsAPrefixOfTheNextAndNoneIsMadeOfNothingNew() {
		Checkpoint first = this.checkpoints.make().orElseThrow();
		assertThat(this.checkpoints.make()).isEmpty();
		this.ledger.append(calls(3, 5));
		Checkpoint second = this.checkpoints.make().orElseThrow();
		assertThat(second.previous()).isEqualTo(first.digest());
		assertThat(second.chains().getFirst()).extracting(Checkpoint.Span::first, Checkpoint.Span::last)
			.containsExactly(31L, 35L);
		assertThat(second.isSigned()).isTrue();
		assertThat(verify(first, second)).extracting(Verdict::valid, Verdict::checkpoints).containsExactly(true, 2L);
	}

	@Test
	void f13WhatIsErasedLeavesTheChainWhole() {
		long before = RealDatabase.client()
			.sql("SELECT count(*) FROM call WHERE end_user = 'user-1'")
			.query(Long.class)
			.single();
		assertThat(before).isPositive();
		assertThat(new JdbcErasure(this.database, this.trail, team -> {
		}).eraseEndUser(Operator.ADMIN_KEY, "user-1")).isEqualTo(before);
		assertThat(RealDatabase.client()
			.sql("SELECT count(*) FROM call WHERE end_user = 'user-1' OR session LIKE '%user-1' OR id IN"
					+ " (SELECT call_id FROM call_salt WHERE salt IS NULL) AND tags IS NOT NULL")
			.query(Long.class)
			.single()).isZero();
		assertThat(verify()).extracting(Verdict::valid, Verdict::erased, Verdict::records)
			.containsExactly(true, before, 34L);
	}

	@Test
	void manyWritersOfOneNodeMakeOneChainWithoutGaps() throws Exception {
		List<CallRecord> calls = calls(4, 400);
		try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<?>> running = new ArrayList<>();
			for (int start = 0; start < 400; start += 20) {
				List<CallRecord> batch = calls.subList(start, Math.min(start + 30, 400));
				running.add(writers.submit(() -> this.ledger.append(batch)));
			}
			for (Future<?> writer : running) {
				writer.get();
			}
		}
		assertThat(verify()).extracting(Verdict::valid, Verdict::records).containsExactly(true, 433L);
	}

	@Test
	void c01AClockThatStepsBackLeavesTheOrderInWhichCallsWereWritten() {
		List<CallRecord> late = List.of(new SampleCalls(5).at(NOON.minusSeconds(3_600)));
		this.ledger.append(late);
		assertThat(call(31)).isEqualTo(late.getFirst().id());
		assertThat(verify().valid()).isTrue();
	}

	@Test
	void theTablesRefuseToBeChanged() {
		this.checkpoints.make();
		for (String change : List.of("UPDATE admin_event SET actor = 'x'", "DELETE FROM chain_block",
				"TRUNCATE chain_block", "DELETE FROM checkpoint", "UPDATE checkpoint SET number = 7",
				"DELETE FROM admin_event")) {
			assertThatThrownBy(() -> RealDatabase.client().sql(change).update()).as(change)
				.hasStackTraceContaining("append-only");
		}
	}

}
