package dev.serai.insight.compliance.jdbc;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import dev.serai.gateway.access.jdbc.JdbcTeams;
import dev.serai.gateway.call.CallId;
import dev.serai.insight.compliance.PersonalRecords;
import dev.serai.platform.database.Database;
import org.jspecify.annotations.Nullable;

/**
 * Finds an end user's records in PostgreSQL, through an index of the calls that name an
 * end user.
 */
public final class JdbcPersonalRecords implements PersonalRecords {

	private static final UUID FIRST = new UUID(0, 0);

	private final Database database;

	public JdbcPersonalRecords(Database database) {
		this.database = database;
	}

	@Override
	public List<UUID> calls(String endUser, @Nullable UUID after, int most) {
		UUID last = (after != null) ? after : FIRST;
		OffsetDateTime at = JdbcTeams.utc((after != null) ? CallId.receivedAt(after) : Instant.EPOCH);
		return this.database.ask(client -> client
			// Repeated as a plain bound: PostgreSQL prunes no partition by the row
			// comparison alone.
			.sql("SELECT id FROM call WHERE end_user = ? AND at >= ? AND (at, id) > (?, ?) ORDER BY at, id LIMIT ?")
			.params(storable(endUser), at, at, last, most)
			.query(UUID.class)
			.list());
	}

	@Override
	public long count(String endUser) {
		return this.database.ask(client -> client.sql("SELECT count(*) FROM call WHERE end_user = ?")
			.param(storable(endUser))
			.query(Long.class)
			.single());
	}

	@Override
	public long keptAnswers(String endUser) {
		return this.database.ask(client -> client.sql("""
				SELECT count(*) FROM idempotency i JOIN call c ON c.id = i.call_id
				 WHERE c.end_user = ? AND i.answer IS NOT NULL""").param(storable(endUser)).query(Long.class).single());
	}

	/** Replaces U+0000, which PostgreSQL cannot store or accept as a parameter. */
	static String storable(String text) {
		return text.replace('\0', '\uFFFD');
	}

}
