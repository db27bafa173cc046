package dev.serai.store;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.serai.access.Operator;
import dev.serai.admin.AuditTrail;
import dev.serai.admin.Erasure;

/**
 * Takes what is about a person out of the records: the labels, and the salts without
 * which the hashes that stay tell nobody what they were. The chain holds all the same,
 * and the sums of tags are those of the tags that are left. Answers that are kept to be
 * given again go, too: those to the person's calls, and all of the teams that made them,
 * for nothing tells whose a cached answer is.
 */
public final class JdbcErasure implements Erasure {

	private static final int BATCH = 5_000;

	private static final String ERASE = """
			WITH batch AS (
			    SELECT at, id FROM call WHERE end_user = ? LIMIT ?
			), erased AS (
			    UPDATE call c SET end_user = NULL, session = NULL, tags = NULL FROM batch s
			     WHERE c.at = s.at AND c.id = s.id RETURNING c.at, c.id, c.team_id
			), unsalted AS (
			    UPDATE call_salt s SET salt = NULL FROM erased e WHERE s.at = e.at AND s.call_id = e.id
			), forgotten AS (
			    DELETE FROM idempotency i USING erased e WHERE i.call_id = e.id AND i.outcome IS NOT NULL
			)
			SELECT team_id FROM erased""";

	private static final String FORGET_TAGS = "SELECT forget_tags(?)";

	private final Database database;

	private final AuditTrail audit;

	private final Consumer<UUID> forgetAnswers;

	/**
	 * @param forgetAnswers forgets all answers of a team that are kept to be given again;
	 * what it throws undoes the erasure
	 */
	public JdbcErasure(Database database, AuditTrail audit, Consumer<UUID> forgetAnswers) {
		this.database = database;
		this.audit = audit;
		this.forgetAnswers = forgetAnswers;
	}

	@Override
	public long eraseEndUser(Operator operator, String endUser) {
		Supplier<Long> change = () -> {
			this.database.ask(client -> client.sql(FORGET_TAGS)
				.param(JdbcPersonalRecords.storable(endUser))
				.query((row, number) -> number)
				.list());
			long calls = 0;
			Set<UUID> teams = new HashSet<>();
			List<UUID> batch;
			do {
				batch = erase(endUser);
				calls += batch.size();
				batch.stream().filter(team -> team != null).forEach(teams::add);
			}
			while (batch.size() == BATCH);
			teams.forEach(this.forgetAnswers);
			// The entry must not name whom it made forgotten.
			this.audit.record(operator, "erase", "end_user", "erased", null, new Erased(calls));
			return calls;
		};
		return this.audit.changing(change);
	}

	/** Whose the calls were; no statement takes long. */
	private List<UUID> erase(String endUser) {
		return this.database.ask(client -> client.sql(ERASE)
			.params(JdbcPersonalRecords.storable(endUser), BATCH)
			.query((row, number) -> row.getObject(1, UUID.class))
			.list());
	}

	/** What the audit log keeps of it. */
	private record Erased(long calls) {
	}

}
