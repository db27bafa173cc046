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
 * Erases an end user from the records. Removes the labels, and the salts without which
 * the remaining hashes reveal nothing about them. The chain stays valid, and the sums of
 * tags match the remaining tags. Stored answers are deleted, too: those to the end user's
 * calls, and all cached answers of the teams that made these calls, because nothing
 * records whose a cached answer is.
 * <p>
 * An end user may have a million calls, so the erasure works in parts. Each part is one
 * transaction; the next erasure completes one that was interrupted.
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
	 * @param forgetAnswers deletes a team's stored answers; an exception rolls back the
	 * part that is being erased
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

	/** Erases some calls; the last part also writes the audit entry with their number. */
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
			// The audit entry must not name the erased end user.
			this.audit.record(operator, "erase", "end_user", "erased", null, new Erased(before + named.size()));
		}
		return named.size();
	}

	private static JdbcClient.StatementSpec about(JdbcClient.StatementSpec statement, List<Named> named) {
		return statement.param("calls", JdbcTeams.ids(named.stream().map(Named::id).collect(Collectors.toSet())))
			.param("first", named.getFirst().at)
			.param("last", named.getLast().at);
	}

	/** A call that names the end user. */
	private record Named(OffsetDateTime at, UUID id, @Nullable UUID team) {
	}

	/** The content of the audit entry. */
	private record Erased(long calls) {
	}

}
