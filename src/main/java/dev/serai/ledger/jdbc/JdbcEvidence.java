package dev.serai.ledger.jdbc;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import dev.serai.gateway.call.CallId;
import dev.serai.ledger.audit.Block;
import dev.serai.ledger.audit.Chain;
import dev.serai.ledger.audit.Checkpoint;
import dev.serai.ledger.audit.CheckpointJson;
import dev.serai.ledger.audit.Evidence;
import dev.serai.ledger.audit.Position;
import dev.serai.ledger.audit.Recomputed;
import dev.serai.ledger.audit.Removal;
import dev.serai.ledger.audit.Removed;
import dev.serai.ledger.audit.Verdict;
import dev.serai.platform.database.Database;

/** Reads the records and chains of a verification from PostgreSQL. */
public final class JdbcEvidence implements Evidence {

	/**
	 * Months and ids are both given, so that each row is looked up by key in its month's
	 * partition.
	 */
	private static final String CALLS = """
			SELECT c.*, s.salt, s.hash AS salted
			  FROM unnest(?::timestamptz[], ?::uuid[]) AS wanted(at, id)
			  JOIN call c ON c.at = wanted.at AND c.id = wanted.id
			  LEFT JOIN call_salt s ON s.at = wanted.at AND s.call_id = wanted.id""";

	private static final String ATTEMPTS = """
			SELECT a.*
			  FROM unnest(?::timestamptz[], ?::uuid[]) AS wanted(at, id)
			  JOIN attempt a ON a.at = wanted.at AND a.call_id = wanted.id
			 ORDER BY a.call_id, a.number""";

	private static final String EVENTS = "SELECT * FROM admin_event WHERE id = ANY (?)";

	private final Connection connection;

	private JdbcEvidence(Connection connection) {
		this.connection = connection;
	}

	/**
	 * Runs a query on a snapshot of the database. This may take minutes and blocks no
	 * one.
	 */
	public static Verdict look(Database database, Function<Evidence, Verdict> question) {
		return database.snapshot(connection -> {
			JdbcEvidence evidence = new JdbcEvidence(connection);
			evidence.lookUpByKey(true);
			return question.apply(evidence);
		});
	}

	/** Returns the evidence as the current transaction sees it. */
	public static JdbcEvidence on(Connection connection) {
		JdbcEvidence evidence = new JdbcEvidence(connection);
		evidence.lookUpByKey(true);
		return evidence;
	}

	/**
	 * Forces index lookups for some hundred rows, also where the planner's statistics
	 * suggest otherwise.
	 */
	private void lookUpByKey(boolean always) {
		try (Statement statement = this.connection.createStatement()) {
			statement.execute("SET LOCAL enable_hashjoin = %1$s; SET LOCAL enable_mergejoin = %1$s"
				.formatted(always ? "off" : "on"));
		}
		catch (SQLException ex) {
			throw Database.unreadable(ex);
		}
	}

	@Override
	public List<Position> heads() {
		return rows("SELECT node_id, kind, seq, hash FROM chain_head",
				row -> new Position(chain(row), row.getLong("seq"), row.getBytes("hash")));
	}

	@Override
	public List<Chain> chains() {
		return rows("SELECT DISTINCT node_id, kind FROM chain_block", JdbcEvidence::chain);
	}

	private static Chain chain(ResultSet row) throws SQLException {
		return new Chain(row.getObject("node_id", UUID.class), Chain.Kind.of(row.getString("kind")));
	}

	@Override
	public List<Block> blocks(Chain chain, long from, int most) {
		List<Block> blocks = blocks(chain, from, from + most, most);
		return blocks.isEmpty() ? blocks(chain, from, Long.MAX_VALUE, 1) : blocks;
	}

	private List<Block> blocks(Chain chain, long from, long to, int limit) {
		return rows("""
				SELECT first, ids, hashes FROM chain_block
				 WHERE node_id = ? AND kind = ? AND first >= ? AND first < ? ORDER BY first LIMIT ?""",
				row -> new Block(row.getLong("first"), ids(row.getArray("ids")), row.getBytes("hashes")), chain.node(),
				chain.kind().word(), from, to, limit);
	}

	private static List<UUID> ids(Array array) throws SQLException {
		// A null id, which no list contains, becomes the zero id.
		return Arrays.stream((Object[]) array.getArray()).map(id -> (id != null) ? (UUID) id : new UUID(0, 0)).toList();
	}

	@Override
	public Map<UUID, Recomputed> recompute(Chain.Kind kind, List<UUID> ids) {
		return switch (kind) {
			case CALL -> calls(ids);
			case ADMIN -> events(ids);
		};
	}

	private Map<UUID, Recomputed> calls(List<UUID> ids) {
		Object[] at = ids.stream().map(id -> CallId.receivedAt(id).toString()).toArray(String[]::new);
		Map<UUID, CallForm> forms = HashMap.newHashMap(ids.size());
		each(CALLS, row -> {
			CallForm form = new CallForm();
			form.takeCall(row);
			forms.put(row.getObject("id", UUID.class), form);
		}, array("text", at), array("uuid", ids.toArray()));
		each(ATTEMPTS, row -> {
			CallForm form = forms.get(row.getObject("call_id", UUID.class));
			if (form != null) {
				form.takeAttempt(row);
			}
		}, array("text", at), array("uuid", ids.toArray()));
		Map<UUID, Recomputed> found = HashMap.newHashMap(forms.size());
		forms.forEach((id, form) -> found.put(id, form.recomputed()));
		return found;
	}

	private Map<UUID, Recomputed> events(List<UUID> ids) {
		Map<UUID, Recomputed> found = HashMap.newHashMap(ids.size());
		each(EVENTS, row -> found.put(row.getObject("id", UUID.class), new Recomputed(JdbcAuditTrail.hash(row), false)),
				array("uuid", ids.toArray()));
		return found;
	}

	@Override
	public List<Removed> removed(Chain chain, long from, long to) {
		return rows("""
				SELECT r.*, (SELECT array_agg(ARRAY[lower(span), upper(span) - 1] ORDER BY span)
				               FROM unnest(r.seqs * int8multirange(part.span)) AS span) AS spans
				  FROM (SELECT int8range(?, ?) AS span) AS part JOIN removal r ON r.seqs && part.span
				 WHERE r.node_id = ?""", row -> new Removed(removal(row), spans(row.getArray("spans"))), from, to,
				chain.node());
	}

	private static List<Removed.Span> spans(Array array) throws SQLException {
		return Arrays.stream((Object[]) array.getArray())
			.map(span -> new Removed.Span((Long) ((Object[]) span)[0], (Long) ((Object[]) span)[1]))
			.toList();
	}

	@Override
	public List<Removal> removedUnchained() {
		return rows("SELECT * FROM removal WHERE node_id IS NULL", JdbcEvidence::removal);
	}

	private static Removal removal(ResultSet row) throws SQLException {
		return new Removal(row.getObject("id", UUID.class), row.getObject("at", OffsetDateTime.class).toInstant(),
				row.getObject("node_id", UUID.class), row.getLong("calls"), row.getString("root"),
				row.getObject("signer", UUID.class), row.getString("key"), row.getString("signature"));
	}

	@Override
	public long count(Chain.Kind kind) {
		return rows("SELECT count(*) FROM " + table(kind), row -> row.getLong(1)).getFirst();
	}

	@Override
	public long before(Chain.Kind kind) {
		String column = (kind == Chain.Kind.CALL) ? "calls" : "events";
		return rows("SELECT coalesce(sum(" + column + "), 0) FROM chain_start", row -> row.getLong(1)).getFirst();
	}

	@Override
	public Optional<UUID> unchained(Chain.Kind kind) {
		lookUpByKey(false);
		return rows("""
				SELECT r.id FROM %s r
				 WHERE NOT EXISTS (SELECT FROM (SELECT unnest(ids) AS id FROM chain_block WHERE kind = ?) chained
				                    WHERE chained.id = r.id)
				 ORDER BY r.at < (SELECT max(at) FROM chain_start), r.at, r.id LIMIT 1""".formatted(table(kind)),
				row -> row.getObject(1, UUID.class), kind.word())
			.stream()
			.findFirst();
	}

	private static String table(Chain.Kind kind) {
		return (kind == Chain.Kind.CALL) ? "call" : "admin_event";
	}

	@Override
	public List<Checkpoint> checkpoints() {
		return rows("SELECT node_id, number, document FROM checkpoint ORDER BY node_id, number",
				row -> CheckpointJson.read(row.getString("document"))
					.orElse(Checkpoint.unreadable(row.getObject("node_id", UUID.class), row.getLong("number"))));
	}

	private Array array(String type, Object[] elements) {
		try {
			return this.connection.createArrayOf(type, elements);
		}
		catch (SQLException ex) {
			throw Database.unreadable(ex);
		}
	}

	private <T> List<T> rows(String sql, Reading<T> reading, Object... values) {
		List<T> all = new ArrayList<>();
		each(sql, row -> all.add(reading.of(row)), values);
		return all;
	}

	private void each(String sql, Taking taking, Object... values) {
		try (PreparedStatement statement = this.connection.prepareStatement(sql)) {
			for (int i = 0; i < values.length; i++) {
				statement.setObject(i + 1, values[i]);
			}
			try (ResultSet row = statement.executeQuery()) {
				while (row.next()) {
					taking.take(row);
				}
			}
		}
		catch (SQLException ex) {
			throw Database.unreadable(ex);
		}
	}

	/** Converts a row to a value. */
	@FunctionalInterface
	private interface Reading<T> {

		T of(ResultSet row) throws SQLException;

	}

	/** Processes a row. */
	@FunctionalInterface
	private interface Taking {

		void take(ResultSet row) throws SQLException;

	}

}
