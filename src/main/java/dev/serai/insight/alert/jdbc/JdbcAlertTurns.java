package dev.serai.insight.alert.jdbc;

import java.time.Duration;

import dev.serai.insight.alert.Turns;
import dev.serai.platform.database.Database;
import dev.serai.platform.start.Node;

/** Grants evaluation turns through PostgreSQL, by the database's clock. */
public final class JdbcAlertTurns implements Turns {

	/** A turn of a node that died expires after this time. */
	private static final Duration LONGEST_TURN = Duration.ofMinutes(5);

	private final Database database;

	private final Node node;

	public JdbcAlertTurns(Database database, Node node) {
		this.database = database;
		this.node = node;
	}

	/** Subtracts a tenth of the interval, because timers are not exact. */
	@Override
	public boolean take(Duration every) {
		return this.database.ask(client -> client
			.sql("""
					UPDATE alert_turn
					   SET node_id = ?, began_at = clock_timestamp(), busy_until = clock_timestamp() + make_interval(secs => ?)
					 WHERE busy_until <= clock_timestamp()
					   AND began_at <= clock_timestamp() - make_interval(secs => ?)""")
			.params(this.node.id(), LONGEST_TURN.toSeconds(), every.toMillis() * 0.9 / 1000)
			.update()) == 1;
	}

	@Override
	public void end() {
		this.database.ask(client -> client.sql("UPDATE alert_turn SET busy_until = clock_timestamp() WHERE node_id = ?")
			.param(this.node.id())
			.update());
	}

}
