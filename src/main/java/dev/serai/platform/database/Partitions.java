package dev.serai.platform.database;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The ledger's months: each is a partition, made before it begins. */
public final class Partitions {

	private static final int MONTHS_AHEAD = 2;

	private final Database database;

	public Partitions(Database database) {
		this.database = database;
	}

	/** Makes sure of the month of a moment and of the next two. */
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
