package dev.serai.insight.compliance.jdbc;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.gateway.access.jdbc.JdbcTeams;
import dev.serai.gateway.call.CallId;
import dev.serai.insight.compliance.ComplianceRecords;
import dev.serai.insight.compliance.GovernanceReport.Change;
import dev.serai.insight.compliance.GovernanceReport.DataClass;
import dev.serai.insight.compliance.LastVerification;
import dev.serai.insight.compliance.Period;
import dev.serai.platform.database.Database;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Queries PostgreSQL for compliance reports. Each query uses an index that contains only
 * the relevant calls, and has a timeout.
 */
public final class JdbcComplianceRecords implements ComplianceRecords {

	private static final String OF_TEAMS = " AND (:everybody OR team_id = ANY (:teams::uuid[]))";

	private static final String FINDINGS = """
			 FROM call CROSS JOIN LATERAL json_array_elements(guard_events) AS event
			WHERE at >= :from AND at < :to AND guard_events IS NOT NULL""" + OF_TEAMS;

	private static final String DATA_CLASSES = "SELECT event ->> 'finding' AS finding, count(DISTINCT id) AS calls,"
			+ " sum((event ->> 'count')::bigint)::bigint AS findings" + FINDINGS + " GROUP BY 1 ORDER BY 2 DESC, 1";

	private static final String GUARD_ACTIONS = "SELECT event ->> 'guard' AS guard, event ->> 'finding' AS finding,"
			+ " event ->> 'direction' AS direction, event ->> 'action' AS action, count(*) AS calls,"
			+ " sum((event ->> 'count')::bigint)::bigint AS findings" + FINDINGS
			+ " GROUP BY 1, 2, 3, 4 ORDER BY 5 DESC, 1, 2, 3, 4";

	private static final String REFUSED = """
			SELECT coalesce(error_code, outcome) AS code, count(*) AS calls FROM call
			 WHERE at >= :from AND at < :to AND outcome IN ('refused', 'blocked', 'rejected')""" + OF_TEAMS
			+ " GROUP BY 1 ORDER BY 2 DESC, 1";

	private static final String END_USERS = " FROM call WHERE at >= :from AND at < :to AND end_user IS NOT NULL"
			+ OF_TEAMS;

	/** Changes of a team include those of subjects that belong to it. */
	private static final String CHANGES = """
			SELECT actor, kind, action, count(*) AS events FROM admin_event
			 WHERE at >= :from AND at < :to
			   AND (:everybody OR subject = ANY (:teams::text[])
			        OR coalesce(after ->> 'teamId', before ->> 'teamId') = ANY (:teams::text[]))
			 GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3""";

	private final Database database;

	private final ObjectMapper json;

	private final Clock clock;

	public JdbcComplianceRecords(Database database, ObjectMapper json, Clock clock) {
		this.database = database;
		this.json = json;
		this.clock = clock;
	}

	@Override
	public EndUsers endUsers(Period period, @Nullable Set<UUID> teams) {
		long calls = ask("15s",
				client -> spec(client, "SELECT count(*)" + END_USERS, period, teams).query(Long.class).single());
		return new EndUsers(calls, (calls == 0) ? Long.valueOf(0) : different(period, teams));
	}

	/** Counts distinct end users; sorting them may exceed the timeout, then null. */
	private @Nullable Long different(Period period, @Nullable Set<UUID> teams) {
		try {
			return ask("5s",
					client -> spec(client, "SELECT count(DISTINCT end_user)" + END_USERS, period, teams)
						.query(Long.class)
						.single());
		}
		catch (CallRefused ex) {
			return null;
		}
	}

	@Override
	public List<DataClass> dataClasses(Period period, @Nullable Set<UUID> teams) {
		return ask("15s", client -> spec(client, DATA_CLASSES, period, teams).query(
				(row, number) -> new DataClass(row.getString("finding"), row.getLong("calls"), row.getLong("findings")))
			.list());
	}

	@Override
	public List<GuardAction> guardActions(Period period, @Nullable Set<UUID> teams) {
		return ask("15s", client -> spec(client, GUARD_ACTIONS, period, teams)
			.query((row, number) -> new GuardAction(row.getString("guard"), row.getString("finding"),
					row.getString("direction"), row.getString("action"), row.getLong("calls"), row.getLong("findings")))
			.list());
	}

	@Override
	public List<Refused> refused(Period period, @Nullable Set<UUID> teams) {
		return ask("15s",
				client -> spec(client, REFUSED, period, teams)
					.query((row, number) -> new Refused(row.getString("code"), row.getLong("calls")))
					.list());
	}

	@Override
	public List<Change> changes(Period period, @Nullable Set<UUID> teams) {
		return ask("15s",
				client -> spec(client, CHANGES, period, teams)
					.query((row, number) -> new Change(row.getString("actor"), row.getString("kind"),
							row.getString("action"), row.getLong("events")))
					.list());
	}

	@Override
	public long removedCalls(Period period) {
		return this.database
			.ask(client -> client.sql("SELECT coalesce(sum(calls), 0) FROM removal WHERE at >= ? AND at < ?")
				.params(JdbcTeams.utc(period.from()), JdbcTeams.utc(period.to()))
				.query(Long.class)
				.single());
	}

	@Override
	public Erased erased(Period period) {
		return this.database.ask(client -> client.sql("""
				SELECT count(*) AS erasures, coalesce(sum((after ->> 'calls')::bigint), 0) AS calls FROM admin_event
				 WHERE at >= ? AND at < ? AND kind = 'end_user' AND action = 'erase'""")
			.params(JdbcTeams.utc(period.from()), JdbcTeams.utc(period.to()))
			.query((row, number) -> new Erased(row.getLong("erasures"), row.getLong("calls")))
			.single());
	}

	@Override
	public Optional<LastVerification> lastVerification() {
		return this.database
			.ask(client -> client.sql("SELECT verdict FROM verification ORDER BY id DESC LIMIT 1")
				.query(String.class)
				.optional())
			.map(this::read);
	}

	private LastVerification read(String verdict) {
		try {
			return this.json.readValue(verdict, LastVerification.class);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException("A verdict that is kept cannot be read", ex);
		}
	}

	@Override
	public void keep(LastVerification verification) {
		try {
			String verdict = this.json.writeValueAsString(verification);
			this.database.ask(client -> client
				.sql("INSERT INTO verification (id, at, node_id, verdict) VALUES (?, ?, ?, ?::json)")
				.param(CallId.next(this.clock))
				.param(JdbcTeams.utc(verification.at()))
				.param(verification.node())
				.param(verdict)
				.update());
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException("A verdict cannot be written", ex);
		}
	}

	private <T> T ask(String longest, Function<JdbcClient, T> question) {
		return this.database.transacted(() -> this.database.ask(client -> {
			client.sql("SELECT set_config('statement_timeout', ?, true)").param(longest).query().singleRow();
			return question.apply(client);
		}));
	}

	private static JdbcClient.StatementSpec spec(JdbcClient client, String sql, Period period,
			@Nullable Set<UUID> teams) {
		OffsetDateTime from = JdbcTeams.utc(period.from());
		return client.sql(sql)
			.param("from", from)
			.param("to", JdbcTeams.utc(period.to()))
			.param("everybody", teams == null)
			.param("teams", JdbcTeams.ids((teams != null) ? teams : Set.of()));
	}

}
