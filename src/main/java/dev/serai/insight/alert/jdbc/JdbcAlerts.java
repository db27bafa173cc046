package dev.serai.insight.alert.jdbc;

import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.gateway.access.jdbc.JdbcTeams;
import dev.serai.gateway.call.CallId;
import dev.serai.insight.alert.Alert;
import dev.serai.insight.alert.AlertBooks;
import dev.serai.insight.alert.Change;
import dev.serai.insight.alert.Kind;
import dev.serai.insight.alert.OpenAlert;
import dev.serai.insight.alert.Rule;
import dev.serai.insight.alert.Severity;
import dev.serai.insight.alert.Sighting;
import dev.serai.insight.alert.Transition;
import dev.serai.insight.alert.Words;
import dev.serai.platform.database.Database;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Stores alerts in PostgreSQL. A unique index allows one open alert for a rule and
 * subject, and only the node whose statement raised or resolved the alert stores its
 * notifications. Nodes may therefore evaluate at the same time.
 */
@Component
public final class JdbcAlerts implements AlertBooks {

	private static final TypeReference<Map<String, Object>> DETAILS = new TypeReference<>() {
	};

	private static final String SELECT = """
			SELECT a.id, a.rule_id, a.rule, a.kind, a.severity, a.subject, a.team_id, t.name AS team, a.summary, a.value,
			       a.threshold, a.details, a.raised_at, a.resolved_at, a.acknowledged_at, a.acknowledged_by,
			       (SELECT json_agg(json_build_object('channel', n.channel, 'transition', n.transition,
			               'status', n.status, 'attempts', n.attempts, 'error', n.error, 'sentAt', n.sent_at)
			               ORDER BY n.at, n.id) FROM alert_notification n WHERE n.alert_id = a.id) AS deliveries
			  FROM alert a LEFT JOIN team t ON t.id = a.team_id
			""";

	private static final String RAISE = """
			INSERT INTO alert (id, rule_id, rule, kind, severity, subject, team_id, summary, value, threshold, details,
			                   raised_at, seen_at, told_at)
			VALUES (:id, :rule, :ruleName, :kind, :severity, :subject, :team, :summary, :value, :threshold,
			        :details::jsonb, :now, :now, :now)
			ON CONFLICT (rule_id, subject) WHERE resolved_at IS NULL DO NOTHING""";

	private static final String KEEP = """
			UPDATE alert SET summary = :summary, value = :value, threshold = :threshold, details = :details::jsonb,
			                 seen_at = :now, calm = 0
			 WHERE id = :id AND resolved_at IS NULL""";

	private static final String TELL = """
			INSERT INTO alert_notification (id, alert_id, channel, transition, number, at, status, attempts, due_at)
			VALUES (?, ?, ?, ?, ?, ?, 'waiting', 0, ?)
			ON CONFLICT (alert_id, channel, transition, number) DO NOTHING""";

	private final Database database;

	private final Clock clock;

	private final ObjectMapper json;

	public JdbcAlerts(Database database, ObjectMapper json, Clock clock) {
		this.clock = clock;
		this.database = database;
		this.json = json;
	}

	@Override
	public List<OpenAlert> open(UUID rule) {
		return this.database.ask(client -> client.sql("""
				SELECT id, subject, calm, told_at, acknowledged_at IS NOT NULL AS acknowledged FROM alert
				 WHERE rule_id = ? AND resolved_at IS NULL ORDER BY raised_at, id""")
			.param(rule)
			.query((row, number) -> new OpenAlert(row.getObject("id", UUID.class), row.getString("subject"),
					row.getInt("calm"), moment(row, "told_at"), row.getBoolean("acknowledged")))
			.list());
	}

	@Override
	public List<String> keep(Rule rule, List<Change> changes, List<String> channels, Instant now) {
		List<String> raised = new ArrayList<>();
		this.database.inTransaction(client -> {
			for (Change change : changes) {
				switch (change) {
					case Change.Raise raise -> {
						UUID id = CallId.next(this.clock);
						if (raise(client, rule, id, raise.sighting(), now)) {
							tell(client, id, channels, Transition.RAISED, 0, now);
							raised.add(raise.sighting().summary());
						}
					}
					case Change.Keep keep -> keep(client, keep.alert(), keep.sighting(), now);
					case Change.Remind remind -> {
						keep(client, remind.alert(), remind.sighting(), now);
						remind(client, remind.alert(), channels, now);
					}
					case Change.Calm calm ->
						client.sql("UPDATE alert SET calm = ? WHERE id = ? AND resolved_at IS NULL")
							.params(calm.times(), calm.alert())
							.update();
					case Change.Resolve resolve -> {
						if (resolve(client, resolve.alert(), now)) {
							tell(client, resolve.alert(), channels, Transition.RESOLVED, 0, now);
						}
					}
				}
			}
		});
		return raised;
	}

	private boolean raise(JdbcClient client, Rule rule, UUID id, Sighting sighting, Instant now) {
		return said(client.sql(RAISE), sighting, now).param("id", id)
			.param("rule", rule.id())
			.param("ruleName", rule.name())
			.param("kind", Words.of(rule.kind()))
			.param("severity", Words.of(rule.severity()))
			.param("subject", sighting.subject())
			.param("team", sighting.teamId())
			.update() == 1;
	}

	private void keep(JdbcClient client, UUID alert, Sighting sighting, Instant now) {
		said(client.sql(KEEP), sighting, now).param("id", alert).update();
	}

	private JdbcClient.StatementSpec said(JdbcClient.StatementSpec statement, Sighting sighting, Instant now) {
		return statement.param("summary", sighting.summary())
			.param("value", sighting.value())
			.param("threshold", sighting.threshold())
			.param("details", write(sighting.details()))
			.param("now", JdbcTeams.utc(now));
	}

	private void remind(JdbcClient client, UUID alert, List<String> channels, Instant now) {
		client
			.sql("UPDATE alert SET told_at = ?, reminders = reminders + 1 WHERE id = ? AND resolved_at IS NULL "
					+ "AND told_at < ? RETURNING reminders")
			.params(JdbcTeams.utc(now), alert, JdbcTeams.utc(now))
			.query(Integer.class)
			.optional()
			.ifPresent(number -> tell(client, alert, channels, Transition.REMINDER, number, now));
	}

	private static boolean resolve(JdbcClient client, UUID alert, Instant now) {
		return client.sql("UPDATE alert SET resolved_at = ? WHERE id = ? AND resolved_at IS NULL")
			.params(JdbcTeams.utc(now), alert)
			.update() == 1;
	}

	private void tell(JdbcClient client, UUID alert, List<String> channels, Transition transition, int number,
			Instant now) {
		OffsetDateTime at = JdbcTeams.utc(now);
		channels.forEach(channel -> client.sql(TELL)
			.params(CallId.next(this.clock), alert, channel, Words.of(transition), number, at, at)
			.update());
	}

	@Override
	public void drop(UUID rule, Instant now) {
		this.database
			.ask(client -> client.sql("UPDATE alert SET resolved_at = ? WHERE rule_id = ? AND resolved_at IS NULL")
				.params(JdbcTeams.utc(now), rule)
				.update());
	}

	@Override
	public List<Alert> list(Filter filter) {
		Set<UUID> teams = filter.teams();
		return this.database.ask(client -> client.sql(SELECT + """
				WHERE (:all OR a.team_id = ANY(:teams::uuid[]))
				  AND (:open::boolean IS NULL OR (a.resolved_at IS NULL) = :open::boolean)
				  AND (:kind::text IS NULL OR a.kind = :kind::text)
				ORDER BY a.raised_at DESC, a.id DESC LIMIT :most""")
			.param("all", teams == null)
			.param("teams", JdbcTeams.ids((teams != null) ? teams : Set.of()))
			.param("open", filter.open())
			.param("kind", (filter.kind() != null) ? Words.of(filter.kind()) : null)
			.param("most", filter.most())
			.query((row, number) -> alert(row))
			.list());
	}

	@Override
	public Optional<Alert> find(UUID id) {
		return this.database.ask(client -> client.sql(SELECT + " WHERE a.id = ?")
			.param(id)
			.query((row, number) -> alert(row))
			.optional());
	}

	@Override
	public void acknowledge(UUID id, String actor, Instant at) {
		this.database.ask(client -> client
			.sql("UPDATE alert SET acknowledged_at = ?, acknowledged_by = ? WHERE id = ? AND acknowledged_at IS NULL")
			.params(JdbcTeams.utc(at), actor, id)
			.update());
	}

	private Alert alert(ResultSet row) throws SQLException {
		String deliveries = row.getString("deliveries");
		return new Alert(row.getObject("id", UUID.class), row.getObject("rule_id", UUID.class), row.getString("rule"),
				JdbcAlertRules.constant(Kind.class, row.getString("kind")),
				JdbcAlertRules.constant(Severity.class, row.getString("severity")), row.getString("subject"),
				row.getObject("team_id", UUID.class), row.getString("team"), row.getString("summary"),
				row.getBigDecimal("value"), row.getBigDecimal("threshold"), read(row.getString("details"), DETAILS),
				moment(row, "raised_at"), JdbcTeams.moment(row, "resolved_at"),
				JdbcTeams.moment(row, "acknowledged_at"), row.getString("acknowledged_by"),
				(deliveries != null) ? read(deliveries, new TypeReference<List<Delivered>>() {
				}).stream().map(Delivered::delivery).toList() : List.of());
	}

	private static Instant moment(ResultSet row, String column) throws SQLException {
		return row.getObject(column, OffsetDateTime.class).toInstant();
	}

	private String write(Object value) {
		try {
			return this.json.writeValueAsString(value);
		}
		catch (JsonProcessingException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private <T> T read(String text, TypeReference<T> type) {
		try {
			return this.json.readValue(text, type);
		}
		catch (JsonProcessingException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A delivery in PostgreSQL's JSON. */
	private record Delivered(String channel, String transition, String status, int attempts, @Nullable String error,
			@Nullable OffsetDateTime sentAt) {

		Alert.Delivery delivery() {
			return new Alert.Delivery(this.channel, JdbcAlertRules.constant(Transition.class, this.transition),
					this.status, this.attempts, this.error, (this.sentAt != null) ? this.sentAt.toInstant() : null);
		}

	}

}
