package dev.serai.insight.alert.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import dev.serai.gateway.access.jdbc.JdbcTeams;
import dev.serai.insight.alert.AlertBooks;
import dev.serai.insight.alert.Transition;
import dev.serai.insight.alert.notice.Notification;
import dev.serai.insight.alert.notice.Outbox;
import dev.serai.platform.database.Database;
import org.jspecify.annotations.Nullable;

/** The outbox of notifications in PostgreSQL. Claims use the database's clock. */
public final class JdbcAlertOutbox implements Outbox {

	/**
	 * Claims a notification only after the earlier ones of the same alert on its channel.
	 */
	private static final String CLAIM = """
			UPDATE alert_notification
			   SET status = 'sending', attempts = attempts + 1,
			       due_at = clock_timestamp() + make_interval(secs => ?)
			 WHERE id IN (
			     SELECT n.id FROM alert_notification n
			      WHERE n.status IN ('waiting', 'sending') AND n.due_at <= clock_timestamp()
			        AND NOT EXISTS (SELECT FROM alert_notification e
			                         WHERE e.alert_id = n.alert_id AND e.channel = n.channel
			                           AND e.status IN ('waiting', 'sending') AND (e.at, e.id) < (n.at, n.id))
			      ORDER BY n.due_at LIMIT ? FOR UPDATE SKIP LOCKED)
			RETURNING id, alert_id, channel, transition, at, attempts""";

	private final Database database;

	private final AlertBooks alerts;

	public JdbcAlertOutbox(Database database, AlertBooks alerts) {
		this.database = database;
		this.alerts = alerts;
	}

	@Override
	public List<Notification> claim(int most, Duration keep) {
		return this.database
			.ask(client -> client.sql(CLAIM)
				.params(keep.toSeconds(), most)
				.query((row, number) -> new Claimed(row.getObject("id", UUID.class),
						row.getObject("alert_id", UUID.class), row.getString("channel"),
						JdbcAlertRules.constant(Transition.class, row.getString("transition")),
						row.getObject("at", OffsetDateTime.class).toInstant(), row.getInt("attempts")))
				.list())
			.stream()
			.flatMap(claimed -> this.alerts.find(claimed.alert())
				.map(alert -> new Notification(claimed.id(), claimed.channel(), claimed.transition(), claimed.at(),
						claimed.attempts(), alert))
				.stream())
			.toList();
	}

	@Override
	public void sent(Notification notification) {
		settle(notification, "sent", null, null);
	}

	@Override
	public void later(Notification notification, String error, Instant due) {
		settle(notification, "waiting", error, due);
	}

	@Override
	public void givenUp(Notification notification, String error) {
		settle(notification, "failed", error, null);
	}

	/**
	 * Updates the row only if it is still at this attempt: another node may have claimed
	 * the next one.
	 */
	private void settle(Notification notification, String status, @Nullable String error, @Nullable Instant due) {
		this.database.ask(client -> client.sql("""
				UPDATE alert_notification
				   SET status = :status::text, error = :error, due_at = coalesce(:due::timestamptz, due_at),
				       sent_at = CASE WHEN :status::text = 'sent' THEN clock_timestamp() END
				 WHERE id = :id AND status <> 'sent'
				   AND (:status = 'sent' OR (attempts = :attempts AND status = 'sending'))""")
			.param("status", status)
			.param("error", error)
			.param("due", (due != null) ? JdbcTeams.utc(due) : null)
			.param("id", notification.id())
			.param("attempts", notification.attempts())
			.update());
	}

	/** A claimed row. */
	private record Claimed(UUID id, UUID alert, String channel, Transition transition, Instant at, int attempts) {
	}

}
