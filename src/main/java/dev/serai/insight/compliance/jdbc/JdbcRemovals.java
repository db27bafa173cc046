package dev.serai.insight.compliance.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import dev.serai.gateway.access.jdbc.JdbcTeams;
import dev.serai.gateway.call.CallId;
import dev.serai.insight.compliance.Cutoffs;
import dev.serai.insight.compliance.Removals;
import dev.serai.ledger.audit.AuditKey;
import dev.serai.ledger.audit.Chain;
import dev.serai.ledger.audit.Recomputed;
import dev.serai.ledger.audit.Removal;
import dev.serai.ledger.audit.RemovalRoot;
import dev.serai.ledger.jdbc.JdbcEvidence;
import dev.serai.platform.database.Database;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * Removes calls from PostgreSQL. Each call is first recomputed and compared with its
 * chain, as in a verification; only unchanged calls are removed.
 */
public final class JdbcRemovals implements Removals {

	private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuuMM");

	private static final int FETCH = 50;

	/** The span of ledger time per query: a longer one reads more of the chain. */
	private static final Duration WINDOW = Duration.ofMinutes(10);

	private static final String EARLIEST = """
			SELECT min(first) FROM (
			    SELECT (SELECT min(c.at) FROM call c WHERE c.team_id = t.id AND c.at >= ? AND c.at < t.cutoff) AS first
			      FROM unnest(?::uuid[], ?::timestamptz[]) AS t(id, cutoff)
			    UNION ALL
			    SELECT min(at) FROM call WHERE team_id IS NULL AND at >= ? AND at < ?) AS firsts""";

	private static final String EXPIRED = """
			SELECT at, id FROM (
			    SELECT c.at, c.id FROM unnest(?::uuid[], ?::timestamptz[]) AS t(id, cutoff),
			           LATERAL (SELECT at, id FROM call
			                     WHERE team_id = t.id AND at >= ? AND at < least(t.cutoff, ?) AND (at, id) > (?, ?)
			                     ORDER BY at, id LIMIT ?) AS c
			    UNION ALL
			    (SELECT at, id FROM call WHERE team_id IS NULL AND at >= ? AND at < least(?, ?) AND (at, id) > (?, ?)
			      ORDER BY at, id LIMIT ?)) AS expired
			 ORDER BY at, id LIMIT ?""";

	private static final String OF_MONTH = """
			SELECT at, id FROM call WHERE at >= ? AND at < ? AND (at, id) > (?, ?) ORDER BY at, id LIMIT ?""";

	/**
	 * Reads the blocks chained in a span, each with the last hash of the block before.
	 */
	private static final String BLOCKS = """
			SELECT b.node_id, b.first, b.ids, b.hashes,
			       (SELECT substr(p.hashes, length(p.hashes) - 31) FROM chain_block p
			         WHERE p.node_id = b.node_id AND p.kind = 'call' AND p.first < b.first
			         ORDER BY p.first DESC LIMIT 1) AS before
			  FROM chain_block b WHERE b.kind = 'call' AND block_span(b.ids) && int8range(?, ?, '[]')""";

	/** Calls that an earlier run noted but had no time to remove. */
	private static final String NOT_NOTED = """
			SELECT seq FROM unnest(?::int8[]) AS seq
			 WHERE NOT EXISTS (SELECT FROM removal r WHERE r.node_id = ? AND r.seqs @> seq)""";

	private static final String NOTE = """
			INSERT INTO removal (id, at, node_id, seqs, calls, root, signer, key, signature)
			VALUES (?, ?, ?, ?::int8multirange, ?, ?, ?, ?, ?)""";

	/** Finds the teams with calls in a month by one index lookup for each of them. */
	private static final String OWNERS = """
			WITH RECURSIVE owner(id) AS (
			    (SELECT team_id FROM call WHERE at >= ? AND at < ? AND team_id IS NOT NULL ORDER BY team_id LIMIT 1)
			    UNION ALL
			    SELECT (SELECT c.team_id FROM call c WHERE c.at >= ? AND c.at < ? AND c.team_id > owner.id
			             ORDER BY c.team_id LIMIT 1)
			      FROM owner WHERE owner.id IS NOT NULL)
			SELECT id FROM owner WHERE id IS NOT NULL""";

	private static final String LATE = """
			SELECT EXISTS (SELECT FROM chain_block b, unnest(b.ids) AS entry(id)
			                WHERE b.node_id = ? AND b.kind = 'call' AND b.first > ?
			                  AND received_ms(entry.id) >= ? AND received_ms(entry.id) < ?)""";

	private final Database database;

	private final UUID node;

	private final AuditKey key;

	private final Clock clock;

	/**
	 * @param node the node that removes
	 * @param key the signing key
	 */
	public JdbcRemovals(Database database, UUID node, AuditKey key, Clock clock) {
		this.database = database;
		this.node = node;
		this.key = key;
		this.clock = clock;
	}

	@Override
	public List<YearMonth> months() {
		return this.database.ask(client -> client.sql("""
				SELECT substr(c.relname, length('call_') + 1) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
				 WHERE i.inhparent = 'call'::regclass AND c.relname ~ '^call_[0-9]{6}$' ORDER BY 1""")
			.query((row, number) -> YearMonth.parse(row.getString(1), MONTH))
			.list());
	}

	@Override
	public Owners owners(YearMonth month) {
		OffsetDateTime from = JdbcTeams.utc(Removals.start(month));
		OffsetDateTime to = JdbcTeams.utc(Removals.start(month.plusMonths(1)));
		return this.database.ask(client -> {
			Set<UUID> teams = new HashSet<>(client.sql(OWNERS).params(from, to, from, to).query(UUID.class).list());
			boolean nobodys = client
				.sql("SELECT EXISTS (SELECT FROM call WHERE at >= ? AND at < ? AND team_id IS NULL)")
				.params(from, to)
				.query(Boolean.class)
				.single();
			return new Owners(teams, nobodys);
		});
	}

	@Override
	public Map<UUID, Long> heads() {
		Map<UUID, Long> heads = new HashMap<>();
		this.database.ask(client -> {
			client.sql("SELECT node_id, seq FROM chain_head WHERE kind = 'call'").query(row -> {
				heads.put(row.getObject("node_id", UUID.class), row.getLong("seq"));
			});
			return null;
		});
		return heads;
	}

	@Override
	public Progress writeOff(YearMonth month, Mark after, int most) {
		return alone(connection -> {
			OffsetDateTime from = JdbcTeams.utc(Removals.start(month));
			OffsetDateTime to = JdbcTeams.utc(Removals.start(month.plusMonths(1)));
			List<UUID> ids = ids(connection, OF_MONTH, from, to, JdbcTeams.utc(after.at()), after.id(), most);
			if (ids.isEmpty()) {
				return Progress.DONE;
			}
			Examined examined = examine(connection, ids);
			if (examined.kept == 0 && examined.unchained.isEmpty()) {
				note(connection, examined);
			}
			return examined.progress((ids.size() < most) ? null : mark(ids.getLast()));
		});
	}

	@Override
	public Progress removeExpired(Cutoffs cutoffs, Mark after, int most) {
		return alone(connection -> {
			List<UUID> teams = new ArrayList<>(cutoffs.byTeam().keySet());
			String[] ids = JdbcTeams.ids(teams);
			String[] until = teams.stream().map(team -> cutoffs.byTeam().get(team).toString()).toArray(String[]::new);
			OffsetDateTime nobodys = JdbcTeams.utc((cutoffs.nobodys() != null) ? cutoffs.nobodys() : Instant.EPOCH);
			OffsetDateTime mark = JdbcTeams.utc(after.at());
			OffsetDateTime earliest = one(connection, EARLIEST, row -> row.getObject(1, OffsetDateTime.class), mark,
					ids, until, mark, nobodys);
			if (earliest == null) {
				return Progress.DONE;
			}
			OffsetDateTime end = earliest.plus(WINDOW);
			List<UUID> expired = ids(connection, EXPIRED, ids, until, earliest, end, mark, after.id(), most, earliest,
					nobodys, end, mark, after.id(), most, most);
			Mark next = (expired.size() < most) ? new Mark(end.toInstant(), new UUID(0, 0)) : mark(expired.getLast());
			if (expired.isEmpty()) {
				return new Progress(0, 0, 0, next);
			}
			Examined examined = examine(connection, expired);
			note(connection, examined);
			delete(connection, examined.ids());
			return examined.progress(next);
		});
	}

	private static Mark mark(UUID id) {
		return new Mark(CallId.receivedAt(id), id);
	}

	/** Compares calls with their chain entries. */
	private static Examined examine(Connection connection, List<UUID> ids) throws SQLException {
		Map<UUID, Recomputed> found = JdbcEvidence.on(connection).recompute(Chain.Kind.CALL, ids);
		Map<UUID, Entry> entries = entries(connection, ids);
		OffsetDateTime start = one(connection, "SELECT min(at) FROM chain_start WHERE calls > 0",
				row -> row.getObject(1, OffsetDateTime.class));
		Examined examined = new Examined(new ArrayList<>(), new ArrayList<>());
		for (UUID id : ids) {
			Entry entry = entries.get(id);
			Recomputed record = found.get(id);
			if (entry != null && record != null && entry.holds(record)) {
				examined.chained.add(entry);
			}
			else if (entry == null && start != null && CallId.receivedAt(id).isBefore(start.toInstant())) {
				examined.unchained.add(id);
			}
			else {
				examined.kept++;
			}
		}
		return examined;
	}

	/** Finds the chain entries of calls, which are ordered by time. */
	private static Map<UUID, Entry> entries(Connection connection, List<UUID> ids) throws SQLException {
		Set<UUID> wanted = new HashSet<>(ids);
		Map<UUID, Entry> entries = new HashMap<>();
		each(connection, BLOCKS, row -> {
			UUID chain = row.getObject("node_id", UUID.class);
			Object[] block = (Object[]) row.getArray("ids").getArray();
			byte[] hashes = row.getBytes("hashes");
			byte[] before = row.getBytes("before");
			for (int i = 0; i < block.length && hashes.length >= (i + 1) * Chain.HASH_LENGTH; i++) {
				byte[] link = Arrays.copyOfRange(hashes, i * Chain.HASH_LENGTH, (i + 1) * Chain.HASH_LENGTH);
				if (block[i] instanceof UUID id && wanted.contains(id)) {
					entries.put(id, new Entry(chain, row.getLong("first") + i, id, link, before));
				}
				before = link;
			}
		}, CallId.receivedAt(ids.getFirst()).toEpochMilli(), CallId.receivedAt(ids.getLast()).toEpochMilli());
		return entries;
	}

	private void note(Connection connection, Examined examined) throws SQLException {
		Map<UUID, List<Entry>> byNode = new TreeMap<>();
		examined.chained.forEach(entry -> byNode.computeIfAbsent(entry.node, any -> new ArrayList<>()).add(entry));
		for (Map.Entry<UUID, List<Entry>> chain : byNode.entrySet()) {
			List<Entry> entries = notNoted(connection, chain.getKey(), chain.getValue());
			if (entries.isEmpty()) {
				continue;
			}
			entries.sort(Comparator.comparing(Entry::seq));
			RemovalRoot root = new RemovalRoot();
			entries.forEach(entry -> root.add(entry.seq, entry.id, entry.link));
			note(connection, chain.getKey(), root, ranges(entries));
		}
		if (!examined.unchained.isEmpty()) {
			RemovalRoot root = new RemovalRoot();
			examined.unchained.forEach(id -> root.add(0, id, new byte[0]));
			note(connection, null, root, "{}");
		}
	}

	private static List<Entry> notNoted(Connection connection, UUID chain, List<Entry> entries) throws SQLException {
		Set<Long> fresh = new HashSet<>();
		each(connection, NOT_NOTED, row -> fresh.add(row.getLong(1)),
				entries.stream().map(entry -> Long.toString(entry.seq)).toArray(String[]::new), chain);
		return new ArrayList<>(entries.stream().filter(entry -> fresh.contains(entry.seq)).toList());
	}

	private void note(Connection connection, @Nullable UUID chain, RemovalRoot root, String seqs) throws SQLException {
		Instant now = this.clock.instant();
		Removal removal = Removal.signed(CallId.next(this.clock), now, chain, root, this.node, this.key);
		try (PreparedStatement statement = connection.prepareStatement(NOTE)) {
			statement.setObject(1, removal.id());
			statement.setObject(2, JdbcTeams.utc(removal.at()));
			statement.setObject(3, chain);
			statement.setString(4, seqs);
			statement.setLong(5, removal.calls());
			statement.setString(6, removal.root());
			statement.setObject(7, removal.signer());
			statement.setString(8, removal.key());
			statement.setString(9, removal.signature());
			statement.executeUpdate();
		}
	}

	/** Formats entries as PostgreSQL ranges, such as {@code {[1,5],[7,7]}}. */
	private static String ranges(List<Entry> entries) {
		StringBuilder ranges = new StringBuilder("{");
		for (int i = 0; i < entries.size(); i++) {
			long first = entries.get(i).seq;
			while (i + 1 < entries.size() && entries.get(i + 1).seq == entries.get(i).seq + 1) {
				i++;
			}
			ranges.append((ranges.length() > 1) ? "," : "")
				.append('[')
				.append(first)
				.append(',')
				.append(entries.get(i).seq)
				.append(']');
		}
		return ranges.append('}').toString();
	}

	private static void delete(Connection connection, List<UUID> ids) throws SQLException {
		if (ids.isEmpty()) {
			return;
		}
		String[] moments = ids.stream().map(id -> CallId.receivedAt(id).toString()).toArray(String[]::new);
		OffsetDateTime from = OffsetDateTime
			.parse(Arrays.stream(moments).min(Comparator.comparing(Instant::parse)).get());
		OffsetDateTime to = OffsetDateTime
			.parse(Arrays.stream(moments).max(Comparator.comparing(Instant::parse)).get());
		// The bounds restrict it to this month's partition.
		for (String[] table : new String[][] { { "call", "id" }, { "attempt", "call_id" },
				{ "call_salt", "call_id" } }) {
			update(connection, """
					DELETE FROM %s r USING unnest(?::timestamptz[], ?::uuid[]) AS gone(at, id)
					 WHERE r.at = gone.at AND r.%s = gone.id AND r.at >= ? AND r.at <= ?""".formatted(table[0],
					table[1]), moments, JdbcTeams.ids(ids), from, to);
		}
	}

	@Override
	public boolean drop(YearMonth month, Map<UUID, Long> known) {
		try {
			return alone(connection -> {
				// Most late calls are checked before the lock makes writers wait.
				Map<UUID, Long> seen = heads();
				if (late(connection, month, known)) {
					return false;
				}
				update(connection, "SET LOCAL lock_timeout = '200ms'");
				update(connection, "LOCK TABLE ONLY call, ONLY attempt, ONLY call_salt IN ACCESS EXCLUSIVE MODE");
				if (late(connection, month, seen)) {
					return false;
				}
				one(connection, "SELECT drop_month(?)", row -> row, JdbcTeams.utc(Removals.start(month)));
				return true;
			});
		}
		catch (CallRefused ex) {
			// A verification or backup is reading the ledger in a long transaction.
			return false;
		}
	}

	private static boolean late(Connection connection, YearMonth month, Map<UUID, Long> known) throws SQLException {
		List<UUID> nodes = new ArrayList<>();
		each(connection, "SELECT node_id FROM chain_head WHERE kind = 'call'",
				row -> nodes.add(row.getObject(1, UUID.class)));
		for (UUID chain : nodes) {
			Boolean late = one(connection, LATE, row -> row.getBoolean(1), chain, known.getOrDefault(chain, 0L),
					Removals.start(month).toEpochMilli(), Removals.start(month.plusMonths(1)).toEpochMilli());
			if (Boolean.TRUE.equals(late)) {
				return true;
			}
		}
		return false;
	}

	@Override
	public Untold tell() {
		return this.database.ask(client -> client.sql("""
				WITH told AS (UPDATE removal SET told_at = clock_timestamp() WHERE told_at IS NULL RETURNING id, calls)
				SELECT coalesce(sum(calls), 0) AS calls, count(*) AS removals,
				       (SELECT id FROM told ORDER BY id LIMIT 1) AS first,
				       (SELECT id FROM told ORDER BY id DESC LIMIT 1) AS last FROM told""")
			.query((row, number) -> new Untold(row.getLong("calls"), row.getLong("removals"),
					row.getObject("first", UUID.class), row.getObject("last", UUID.class)))
			.single());
	}

	/**
	 * Runs work in a transaction of its own. A node that is taken for dead may still
	 * work: a call must not be removed twice.
	 */
	private <T> T alone(Work<T> work) {
		List<T> result = new ArrayList<>(1);
		this.database.connected(connection -> {
			one(connection, "SELECT pg_advisory_xact_lock(hashtext('retention'))", row -> true);
			result.add(work.on(connection));
		});
		return result.getFirst();
	}

	private static List<UUID> ids(Connection connection, String sql, Object... values) throws SQLException {
		List<UUID> ids = new ArrayList<>();
		each(connection, sql, row -> ids.add(row.getObject("id", UUID.class)), values);
		return ids;
	}

	private static <T> @Nullable T one(Connection connection, String sql, Reading<T> reading, Object... values)
			throws SQLException {
		List<@Nullable T> found = new ArrayList<>(1);
		each(connection, sql, row -> found.add(reading.of(row)), values);
		return found.isEmpty() ? null : found.getFirst();
	}

	private static void each(Connection connection, String sql, Taking taking, Object... values) throws SQLException {
		try (PreparedStatement statement = prepared(connection, sql, values);
				ResultSet row = statement.executeQuery()) {
			while (row.next()) {
				taking.take(row);
			}
		}
	}

	private static void update(Connection connection, String sql, Object... values) throws SQLException {
		try (PreparedStatement statement = prepared(connection, sql, values)) {
			statement.executeUpdate();
		}
	}

	private static PreparedStatement prepared(Connection connection, String sql, Object... values) throws SQLException {
		PreparedStatement statement = connection.prepareStatement(sql);
		// Keeps only this many rows in memory.
		statement.setFetchSize(FETCH);
		for (int i = 0; i < values.length; i++) {
			if (values[i] instanceof String[] texts) {
				statement.setArray(i + 1, connection.createArrayOf("text", texts));
			}
			else {
				statement.setObject(i + 1, values[i]);
			}
		}
		return statement;
	}

	/** A call's entry in a chain. */
	private record Entry(UUID node, long seq, UUID id, byte[] link, byte @Nullable [] before) {

		/** Whether the record equals the one that was chained. */
		boolean holds(Recomputed record) {
			byte[] last = (this.before != null) ? this.before : new Chain(this.node, Chain.Kind.CALL).root();
			return Arrays.equals(Chain.link(last, record.hash()), this.link);
		}

	}

	/** Calls that were compared with the chains. */
	private static final class Examined {

		private final List<Entry> chained;

		private final List<UUID> unchained;

		private int kept;

		Examined(List<Entry> chained, List<UUID> unchained) {
			this.chained = chained;
			this.unchained = unchained;
		}

		List<UUID> ids() {
			List<UUID> ids = new ArrayList<>(this.unchained);
			this.chained.forEach(entry -> ids.add(entry.id));
			return ids;
		}

		Progress progress(@Nullable Mark next) {
			return new Progress(this.chained.size() + this.unchained.size(), this.kept, this.unchained.size(), next);
		}

	}

	@FunctionalInterface
	private interface Work<T> {

		T on(Connection connection) throws SQLException;

	}

	@FunctionalInterface
	private interface Reading<T> {

		@Nullable T of(ResultSet row) throws SQLException;

	}

	@FunctionalInterface
	private interface Taking {

		void take(ResultSet row) throws SQLException;

	}

}
