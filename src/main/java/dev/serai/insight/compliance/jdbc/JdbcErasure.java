package dev.serai.insight.compliance.jdbc;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import dev.serai.admin.organisation.Erasure;
import dev.serai.gateway.access.Operator;
import dev.serai.gateway.access.jdbc.JdbcTeams;
import dev.serai.ledger.audit.AuditTrail;
import dev.serai.platform.database.Database;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes what is about a person out of the records: the labels, and the salts without
 * which the hashes that stay tell nobody what they were. The chain holds all the same,
 * and the sums of tags are those of the tags that are left. Answers that are kept to be
 * given again go, too: those to the person's calls, and all of the teams that made them,
 * for nothing tells whose a cached answer is.
 *
 * <p>
 * A person may have made a million calls, so they are forgotten in parts. Each part is
 * done whole or not at all; an erasure that was broken off is completed by the next one.
 */
public final class JdbcErasure implements Erasure {

	private static final int PART = 2_000;

	private static final String NEXT = """
			SELECT at, id, team_id FROM call WHERE end_user = ? ORDER BY at, id LIMIT ? FOR UPDATE""";

	private static final String FORGET_TAGS = "SELECT forget_tags(:calls::uuid[], :first, :last)";

	private static final String ERASE = """
			WITH erased AS (
			    UPDATE call SET end_user = NULL, session = NULL, tags = NULL
			     WHERE id = ANY(:calls::uuid[]) AND at BETWEEN :first AND :last RETURNING at, id
			), unsalted AS (
			    UPDATE call_salt s SET salt = NULL FROM erased e WHERE s.at = e.at AND s.call_id = e.id
			)
			DELETE FROM idempotency i USING erased e WHERE i.call_id = e.id AND i.outcome IS NOT NULL""";

	private final Database database;

	private final AuditTrail audit;

	private final Consumer<UUID> forgetAnswers;

	/**
	 * @param forgetAnswers forgets all answers of a team that are kept to be given again;
	 * what it throws undoes the part that is being erased
	 */
	public JdbcErasure(Database database, AuditTrail audit, Consumer<UUID> forgetAnswers) {
		this.database = database;
		this.audit = audit;
		this.forgetAnswers = forgetAnswers;
	}

	@Override
	public long eraseEndUser(Operator operator, String endUser) {
		long calls = 0;
		int part;
		do {
			long before = calls;
			part = this.audit.changing(() -> erase(operator, endUser, before));
			calls += part;
		}
		while (part == PART);
		return calls;
	}

	/** Erases some calls; with the last of them the audit log tells how many. */
	private int erase(Operator operator, String endUser, long before) {
		List<Named> named = this.database.ask(client -> client.sql(NEXT)
			.params(JdbcPersonalRecords.storable(endUser), PART)
			.query((row, number) -> new Named(row.getObject("at", OffsetDateTime.class),
					row.getObject("id", UUID.class), row.getObject("team_id", UUID.class)))
			.list());
		if (!named.isEmpty()) {
			this.database.ask(client -> about(client.sql(FORGET_TAGS), named).query((row, number) -> number).list());
			this.database.ask(client -> about(client.sql(ERASE), named).update());
			named.stream().map(Named::team).filter(Objects::nonNull).distinct().forEach(this.forgetAnswers);
		}
		if (named.size() < PART) {
			// The entry must not name whom it made forgotten.
			this.audit.record(operator, "erase", "end_user", "erased", null, new Erased(before + named.size()));
		}
		return named.size();
	}

	private static JdbcClient.StatementSpec about(JdbcClient.StatementSpec statement, List<Named> named) {
		return statement.param("calls", JdbcTeams.ids(named.stream().map(Named::id).collect(Collectors.toSet())))
			.param("first", named.getFirst().at)
			.param("last", named.getLast().at);
	}

	/** A call that names the person. */
	private record Named(OffsetDateTime at, UUID id, @Nullable UUID team) {
	}

	/** What the audit log keeps of it. */
	private record Erased(long calls) {
	}

}
