package dev.serai.platform.database;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Creates the ledger's monthly partitions ahead of time. */
public final class Partitions {

	private static final int MONTHS_AHEAD = 2;

	private final Database database;

	public Partitions(Database database) {
		this.database = database;
	}

	/**
	 * Creates the partitions of a moment's month and the next two, if they are missing.
	 */
	public void ensure(Instant moment) {
		OffsetDateTime first = moment.atOffset(ZoneOffset.UTC).withDayOfMonth(1);
		for (int ahead = 0; ahead <= MONTHS_AHEAD; ahead++) {
			OffsetDateTime month = first.plusMonths(ahead);
			this.database.inTransaction(client -> {
				for (String table : new String[] { "call", "attempt", "call_salt" }) {
					client.sql("SELECT ensure_month(?, ?)")
						.param(table)
						.param(month)
						.query((row, number) -> table)
						.list();
				}
			});
		}
	}

}
