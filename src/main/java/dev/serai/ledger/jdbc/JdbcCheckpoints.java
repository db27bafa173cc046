package dev.serai.ledger.jdbc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.serai.gateway.access.jdbc.JdbcTeams;
import dev.serai.ledger.audit.Chain;
import dev.serai.ledger.audit.Checkpoint;
import dev.serai.ledger.audit.CheckpointJson;
import dev.serai.ledger.audit.CheckpointStore;
import dev.serai.ledger.audit.Position;
import dev.serai.platform.database.Database;

/** Stores checkpoints in PostgreSQL. */
public final class JdbcCheckpoints implements CheckpointStore {

	private final Database database;

	public JdbcCheckpoints(Database database) {
		this.database = database;
	}

	@Override
	public List<Position> heads(UUID node) {
		return this.database
			.ask(client -> client.sql("SELECT kind, seq, hash FROM chain_head WHERE node_id = ? ORDER BY kind DESC")
				.param(node)
				.query((row, number) -> new Position(new Chain(node, Chain.Kind.of(row.getString("kind"))),
						row.getLong("seq"), row.getBytes("hash")))
				.list());
	}

	@Override
	public Optional<Checkpoint> last(UUID node) {
		return this.database.ask(client -> client
			.sql("SELECT number, document FROM checkpoint WHERE node_id = ? ORDER BY number DESC LIMIT 1")
			.param(node)
			.query((row, number) -> CheckpointJson.read(row.getString("document"))
				.orElse(Checkpoint.unreadable(node, row.getLong("number"))))
			.optional());
	}

	@Override
	public void add(Checkpoint checkpoint) {
		this.database.ask(
				client -> client.sql("INSERT INTO checkpoint (node_id, number, at, document) VALUES (?, ?, ?, ?::json)")
					.param(checkpoint.node())
					.param(checkpoint.number())
					.param(JdbcTeams.utc(checkpoint.at()))
					.param(CheckpointJson.write(checkpoint))
					.update());
	}

	@Override
	public List<Checkpoint> unsent(UUID node) {
		return this.database.ask(client -> client
			.sql("SELECT document FROM checkpoint WHERE node_id = ? AND sent_at IS NULL ORDER BY number")
			.param(node)
			.query(String.class)
			.list()
			.stream()
			.flatMap(document -> CheckpointJson.read(document).stream())
			.toList());
	}

	@Override
	public void sent(Checkpoint checkpoint, Instant at) {
		this.database.ask(client -> client.sql("UPDATE checkpoint SET sent_at = ? WHERE node_id = ? AND number = ?")
			.param(JdbcTeams.utc(at))
			.param(checkpoint.node())
			.param(checkpoint.number())
			.update());
	}

}
