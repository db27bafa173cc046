package dev.serai.store;

import java.util.function.Supplier;

import dev.serai.access.Operator;
import dev.serai.admin.AuditTrail;
import dev.serai.admin.Erasure;

/**
 * Takes what is about a person out of the records: the labels, and the salts without
 * which the hashes that stay tell nobody what they were. The chain holds all the same,
 * and the sums of tags are those of the tags that are left.
 */
public final class JdbcErasure implements Erasure {

	private static final String ERASE = """
			WITH erased AS (
			    UPDATE call SET end_user = NULL, session = NULL, tags = NULL WHERE end_user = ? RETURNING at, id
			), unsalted AS (
			    UPDATE call_salt s SET salt = NULL FROM erased e WHERE s.at = e.at AND s.call_id = e.id
			)
			SELECT count(*) FROM erased""";

	private static final String FORGET_TAGS = "SELECT forget_tags(?)";

	private final Database database;

	private final AuditTrail audit;

	public JdbcErasure(Database database, AuditTrail audit) {
		this.database = database;
		this.audit = audit;
	}

	@Override
	public long eraseEndUser(Operator operator, String endUser) {
		Supplier<Long> change = () -> {
			this.database.ask(client -> client.sql(FORGET_TAGS).param(endUser).query((row, number) -> row).list());
			long calls = this.database.ask(client -> client.sql(ERASE).param(endUser).query(Long.class).single());
			// The entry must not name whom it made forgotten.
			this.audit.record(operator, "erase", "end_user", "erased", null, new Erased(calls));
			return calls;
		};
		return this.audit.changing(change);
	}

	/** What the audit log keeps of it. */
	private record Erased(long calls) {
	}

}
