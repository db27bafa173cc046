package dev.serai.ledger.jdbc;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import dev.serai.ledger.audit.Chain;
import dev.serai.ledger.audit.Position;
import org.jspecify.annotations.Nullable;

/**
 * A node's chains in PostgreSQL. Records are chained in the transaction that writes them.
 * A writer waits only for other writers of the same chain.
 */
public final class JdbcChain {

	private static final String LOCK = "SELECT seq, hash FROM chain_head WHERE node_id = ? AND kind = ? FOR UPDATE";

	private static final String BEGIN = "INSERT INTO chain_head (node_id, kind, seq, hash) VALUES (?, ?, ?, ?)"
			+ " ON CONFLICT DO NOTHING";

	private static final String ADD = """
			WITH head AS (UPDATE chain_head SET seq = ?, hash = ? WHERE node_id = ? AND kind = ?)
			INSERT INTO chain_block (node_id, kind, first, at, ids, hashes) VALUES (?, ?, ?, clock_timestamp(), ?, ?)""";

	private final UUID node;

	/**
	 * @param node the id of the node that writes
	 */
	public JdbcChain(UUID node) {
		this.node = node;
	}

	/**
	 * Appends records in the current transaction.
	 * @param ids the records' ids, in order
	 * @param hashes the records' own hashes, in the same order
	 */
	void add(Connection connection, Chain.Kind kind, List<UUID> ids, List<byte[]> hashes) throws SQLException {
		Chain chain = new Chain(this.node, kind);
		Position head = lockedHead(connection, chain);
		byte[] last = head.hash();
		ByteBuffer links = ByteBuffer.allocate(hashes.size() * Chain.HASH_LENGTH);
		for (byte[] hash : hashes) {
			last = Chain.link(last, hash);
			links.put(last);
		}
		try (PreparedStatement statement = connection.prepareStatement(ADD)) {
			statement.setLong(1, head.seq() + ids.size());
			statement.setBytes(2, last);
			statement.setObject(3, this.node);
			statement.setString(4, kind.word());
			statement.setObject(5, this.node);
			statement.setString(6, kind.word());
			statement.setLong(7, head.seq() + 1);
			statement.setArray(8, connection.createArrayOf("uuid", ids.toArray()));
			statement.setBytes(9, links.array());
			statement.executeUpdate();
		}
	}

	private Position lockedHead(Connection connection, Chain chain) throws SQLException {
		Position head = head(connection, chain);
		if (head == null) {
			Position start = Position.start(chain);
			try (PreparedStatement statement = connection.prepareStatement(BEGIN)) {
				statement.setObject(1, this.node);
				statement.setString(2, chain.kind().word());
				statement.setLong(3, start.seq());
				statement.setBytes(4, start.hash());
				statement.executeUpdate();
			}
			head = head(connection, chain);
		}
		if (head == null) {
			throw new IllegalStateException("The head of " + chain + " vanished");
		}
		return head;
	}

	private @Nullable Position head(Connection connection, Chain chain) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
			statement.setObject(1, this.node);
			statement.setString(2, chain.kind().word());
			try (ResultSet row = statement.executeQuery()) {
				return row.next() ? new Position(chain, row.getLong(1), row.getBytes(2)) : null;
			}
		}
	}

}
