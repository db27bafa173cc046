package dev.serai.ledger.jdbc;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;

import dev.serai.ledger.CallRecord;
import dev.serai.ledger.SampleCalls;
import dev.serai.ledger.audit.AuditKey;
import dev.serai.ledger.audit.Chain;
import dev.serai.ledger.audit.Checkpoint;
import dev.serai.ledger.audit.Checkpoints;
import dev.serai.ledger.audit.Verdict;
import dev.serai.ledger.audit.Verification;
import dev.serai.platform.database.Database;
import dev.serai.platform.database.embedded.RealDatabase;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

/** F12, P12: whatever single thing is done to a ledger is found where it was done. */
class TamperingProperties {

	private static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");

	private static final UUID NODE = UUID.fromString("00000000-0000-4000-8000-000000000001");

	private static final AuditKey KEY = AuditKey.of(AuditKey.fresh());

	/** What somebody with the database may do to one record. */
	enum Deed {

		EDIT_CALL, EDIT_LABEL, EDIT_ATTEMPT, DELETE_CALL, DELETE_ATTEMPT, ADD_ATTEMPT, DROP_ENTRY, DROP_ENTRY_AND_CALL,
		ADD_ENTRY, SWAP_IDS, SWAP_ENTRIES, FLIP_A_BIT, CUT_OFF, WRITE_ANEW

	}

	private static final String[] COLUMNS = { "ended_at = ended_at + interval '1 microsecond'", "team = team || ' '",
			"team_id = NULL", "model = 'gpt'", "stream = NOT stream", "status = status + 1",
			"cost_usd = cost_usd + 0.00000000001", "output_tokens = output_tokens - 1", "total_ms = total_ms * 1.001",
			"decision = NULL", "decision = (decision::text || ' ')::json", "error_code = 'x'", "saved_usd = 17",
			"cache = 'hit'", "guard_events = '[]'", "operation = 'other'", "operation = NULL" };

	@Property(tries = 70)
	void whateverIsDoneIsFoundWhereItWasDone(@ForAll Deed deed, @ForAll @IntRange(min = 1, max = 25) int size,
			@ForAll long seed) {
		Random random = new Random(seed);
		Database database = RealDatabase.empty();
		List<CallRecord> calls = chained(database, size, random);
		Checkpoint outside = new Checkpoints(NODE, new JdbcCheckpoints(database), KEY, Clock.systemUTC()).make()
			.orElseThrow();
		assertThat(verify(database, outside).valid()).isTrue();
		int seq = 1 + random.nextInt(size);
		Links links = Links.read();
		UUID id = links.ids.get(seq - 1);
		switch (deed) {
			case EDIT_CALL -> sql("UPDATE call SET %s WHERE id = '%s'", COLUMNS[random.nextInt(COLUMNS.length)], id);
			case EDIT_LABEL -> sql("UPDATE call SET session = coalesce(session, '') || 'x' WHERE id = '%s'", id);
			case EDIT_ATTEMPT -> sql("UPDATE attempt SET status = status + 1 WHERE call_id = '%s'", id);
			case DELETE_CALL -> sql("DELETE FROM call WHERE id = '%s'", id);
			case DELETE_ATTEMPT -> sql("DELETE FROM attempt WHERE call_id = '%s'", id);
			case ADD_ATTEMPT ->
				sql("""
						WITH more AS (SELECT * FROM attempt WHERE call_id = '%1$s' LIMIT 1),
						     copy AS (SELECT (jsonb_populate_record(null::attempt, to_jsonb(more) || '{"number":2}')).* FROM more)
						INSERT INTO attempt SELECT * FROM copy""",
						id);
			case DROP_ENTRY -> links.without(seq).write();
			case DROP_ENTRY_AND_CALL -> {
				links.without(seq).write();
				sql("DELETE FROM call WHERE id = '%s'; DELETE FROM attempt WHERE call_id = '%1$s'", id);
			}
			case ADD_ENTRY -> {
				CallRecord slipped = new SampleCalls(seed).at(NOON.plusSeconds(90));
				new JdbcLedger(database, List.of()).append(List.of(slipped));
				byte[] madeUp = new byte[Chain.HASH_LENGTH];
				random.nextBytes(madeUp);
				links.ids.add(seq - 1, slipped.id());
				links.hashes.add(seq - 1, madeUp);
				links.write();
			}
			case SWAP_IDS -> seq = swap(seq, size, random, links.ids);
			case SWAP_ENTRIES -> {
				int other = 1 + random.nextInt(size);
				swap(seq, other, links.hashes);
				swap(seq, other, links.ids);
				seq = (seq == other) ? 0 : Math.min(seq, other);
			}
			case FLIP_A_BIT -> {
				byte[] flipped = links.hashes.get(seq - 1).clone();
				flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
				links.hashes.set(seq - 1, flipped);
			}
			case CUT_OFF -> {
				while (links.ids.size() >= seq) {
					sql("DELETE FROM call WHERE id = '%s'", links.ids.getLast());
					sql("DELETE FROM attempt WHERE call_id = '%s'", links.ids.getLast());
					links = links.without(links.ids.size());
				}
				links.write();
				links.moveHead();
			}
			case WRITE_ANEW -> {
				RealDatabase.empty();
				new JdbcLedger(database, List.of(new ChainedCalls(new JdbcChain(NODE))))
					.append(calls.stream().map(call -> SampleCalls.of(call, "somebody else")).toList());
				seq = 1;
			}
		}
		if (deed == Deed.SWAP_IDS || deed == Deed.SWAP_ENTRIES || deed == Deed.FLIP_A_BIT) {
			links.write();
		}
		Verdict verdict = verify(database, outside);
		if (seq == 0) {
			assertThat(verdict.valid()).isTrue();
			return;
		}
		assertThat(verdict.valid()).isFalse();
		assertThat(verdict.first().kind()).isEqualTo("call");
		assertThat(verdict.first().seq()).isEqualTo(seq);
	}

	private static int swap(int seq, int size, Random random, List<UUID> ids) {
		int other = 1 + random.nextInt(size);
		swap(seq, other, ids);
		return (seq == other) ? 0 : Math.min(seq, other);
	}

	private static void swap(int one, int other, List<?> list) {
		Collections.swap(list, one - 1, other - 1);
	}

	private static List<CallRecord> chained(Database database, int size, Random random) {
		JdbcLedger ledger = new JdbcLedger(database, List.of(new ChainedCalls(new JdbcChain(NODE))));
		SampleCalls samples = new SampleCalls(random.nextLong());
		List<CallRecord> all = new ArrayList<>();
		while (all.size() < size) {
			List<CallRecord> batch = new ArrayList<>();
			int length = Math.min(size - all.size(), 1 + random.nextInt(8));
			for (int i = 0; i < length; i++) {
				CallRecord call = samples.at(NOON.plusMillis(random.nextInt(60_000)));
				batch.add(random.nextBoolean() ? call : SampleCalls.of(call, "user-" + random.nextInt(3)));
			}
			ledger.append(batch);
			all.addAll(batch);
		}
		return all;
	}

	private static Verdict verify(Database database, Checkpoint outside) {
		return JdbcEvidence.look(database,
				evidence -> new Verification(evidence, List.of(outside), (node, key) -> true).verdict());
	}

	private static void sql(String sql, Object... values) {
		RealDatabase.client()
			.sql("SET serai.maintenance = 'on'; " + sql.formatted(values) + "; RESET serai.maintenance")
			.update();
	}

	/** The chain's entries, to be tampered with. */
	private record Links(List<UUID> ids, List<byte[]> hashes) {

		static Links read() {
			Links links = new Links(new ArrayList<>(), new ArrayList<>());
			RealDatabase.client()
				.sql("SELECT id, substr(hashes, 32 * (place - 1)::int + 1, 32) AS hash FROM chain_block,"
						+ " unnest(ids) WITH ORDINALITY AS each(id, place) WHERE kind = 'call' ORDER BY first, place")
				.query(row -> {
					links.ids.add(row.getObject("id", UUID.class));
					links.hashes.add(row.getBytes("hash"));
				});
			return links;
		}

		Links without(int seq) {
			Links fewer = new Links(new ArrayList<>(this.ids), new ArrayList<>(this.hashes));
			fewer.ids.remove(seq - 1);
			fewer.hashes.remove(seq - 1);
			return fewer;
		}

		/** As one block: where blocks end is no part of the chain. */
		void write() {
			sql("DELETE FROM chain_block WHERE kind = 'call'");
			if (!this.ids.isEmpty()) {
				StringBuilder hex = new StringBuilder();
				this.hashes.forEach(hash -> hex.append(HexFormat.of().formatHex(hash)));
				sql("INSERT INTO chain_block VALUES ('%s', 'call', 1, now(), '{%s}', '\\x%s')", NODE,
						String.join(",", this.ids.stream().map(UUID::toString).toList()), hex);
			}
		}

		/** Moves the head to where the chain ends now. */
		void moveHead() {
			byte[] last = this.hashes.isEmpty() ? new Chain(NODE, Chain.Kind.CALL).root() : this.hashes.getLast();
			sql("UPDATE chain_head SET seq = %d, hash = '\\x%s' WHERE kind = 'call'", this.ids.size(),
					HexFormat.of().formatHex(last));
		}

	}

}
