package dev.serai.insight.report.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import dev.serai.gateway.access.jdbc.JdbcTeams;
import dev.serai.insight.report.Deliveries;
import dev.serai.insight.report.Delivery;
import dev.serai.insight.report.Report;
import dev.serai.insight.report.Span;
import dev.serai.platform.database.Database;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Stores deliveries in PostgreSQL. A unique index ensures one delivery for a report and
 * period. A token in the row ensures that one node works on it: every later change checks
 * the token.
 */
@Component
public final class JdbcDeliveries implements Deliveries {

	private static final String COLUMNS = """
			id, report_id, period_start, period_end, status, attempts, last_error, sent_at, on_demand""";

	private static final String CLAIM = """
			UPDATE report_delivery
			   SET status = 'sending', claim = ?, leased_until = clock_timestamp() + ? * interval '1 ms',
			       attempts = attempts + 1
			 WHERE id = (SELECT id FROM report_delivery
			              WHERE (status = 'waiting' AND next_attempt_at <= clock_timestamp())
			                 OR (status = 'sending' AND handed_over_at IS NULL AND leased_until <= clock_timestamp())
			              ORDER BY next_attempt_at, created_at, id
			              LIMIT 1
			                FOR UPDATE SKIP LOCKED)
			RETURNING\s""" + COLUMNS;

	private static final String HAND_OVER = """
			UPDATE report_delivery SET handed_over_at = clock_timestamp()
			 WHERE id = ? AND claim = ? AND status = 'sending' AND handed_over_at IS NULL""";

	private static final String SENT = """
			WITH taken AS (
			  UPDATE report_delivery SET status = 'sent', sent_at = clock_timestamp(), last_error = ?
			   WHERE id = ? AND claim = ? AND status IN ('sending', 'failed')
			  RETURNING report_id, sent_at)
			UPDATE report r SET last_sent_at = greatest(r.last_sent_at, t.sent_at) FROM taken t WHERE r.id = t.report_id""";

	private static final String RETRY = """
			UPDATE report_delivery
			   SET status = 'waiting', last_error = ?, next_attempt_at = clock_timestamp() + ? * interval '1 ms',
			       handed_over_at = NULL
			 WHERE id = ? AND claim = ? AND status = 'sending'""";

	private static final String FAIL = """
			UPDATE report_delivery SET status = 'failed', last_error = ?
			 WHERE id = ? AND claim = ? AND status = 'sending'""";

	private static final String GIVE_UP_WAITING = """
			UPDATE report_delivery
			   SET status = 'failed',
			       last_error = 'Given up. ' || coalesce(last_error, 'There was no node or no mail server to send it.')
			 WHERE (status = 'waiting'
			        OR (status = 'sending' AND handed_over_at IS NULL AND leased_until <= clock_timestamp()))
			   AND created_at < clock_timestamp() - ? * interval '1 ms'""";

	private static final String GIVE_UP_UNKNOWN = """
			UPDATE report_delivery
			   SET status = 'failed',
			       last_error = 'Whoever handed it to the mail server did not live to hear whether it was taken. It is not'
			                    ' sent again by itself, for it may have arrived.'
			 WHERE status = 'sending' AND handed_over_at IS NOT NULL AND leased_until <= clock_timestamp()""";

	private final Database database;

	public JdbcDeliveries(Database database) {
		this.database = database;
	}

	@Override
	public void open(Report report, Span span, Instant next) {
		this.database.inTransaction(client -> {
			int moved = client.sql("UPDATE report SET next_at = ? WHERE id = ? AND next_at = ? AND enabled")
				.param(JdbcTeams.utc(next))
				.param(report.id())
				.param(JdbcTeams.utc(report.nextAt()))
				.update();
			if (moved == 1) {
				client.sql("""
						INSERT INTO report_delivery (id, report_id, period_start, period_end, on_demand)
						VALUES (?, ?, ?, ?, false)
						ON CONFLICT (report_id, period_start, period_end) WHERE NOT on_demand DO NOTHING""")
					.param(UUID.randomUUID())
					.param(report.id())
					.param(JdbcTeams.utc(span.start()))
					.param(JdbcTeams.utc(span.end()))
					.update();
			}
		});
	}

	@Override
	public Optional<Delivery> order(Report report, Span span) {
		return this.database.ask(client -> client.sql("""
				INSERT INTO report_delivery (id, report_id, period_start, period_end, on_demand)
				VALUES (?, ?, ?, ?, true)
				ON CONFLICT (report_id) WHERE on_demand AND status IN ('waiting', 'sending') DO NOTHING
				RETURNING\s""" + COLUMNS)
			.param(UUID.randomUUID())
			.param(report.id())
			.param(JdbcTeams.utc(span.start()))
			.param(JdbcTeams.utc(span.end()))
			.query((row, number) -> delivery(row))
			.optional());
	}

	@Override
	public Optional<Claim> claim(Duration lease) {
		UUID token = UUID.randomUUID();
		return this.database.ask(client -> client.sql(CLAIM)
			.param(token)
			.param(lease.toMillis())
			.query((row, number) -> new Claim(delivery(row), token))
			.optional());
	}

	@Override
	public boolean handOver(Claim claim) {
		return this.database
			.ask(client -> client.sql(HAND_OVER).param(claim.delivery().id()).param(claim.token()).update()) == 1;
	}

	@Override
	public void sent(Claim claim, @Nullable String remark) {
		this.database
			.ask(client -> client.sql(SENT).param(remark).param(claim.delivery().id()).param(claim.token()).update());
	}

	@Override
	public void retry(Claim claim, String reason, Duration wait) {
		this.database.ask(client -> client.sql(RETRY)
			.param(reason)
			.param(wait.toMillis())
			.param(claim.delivery().id())
			.param(claim.token())
			.update());
	}

	@Override
	public void fail(Claim claim, String reason) {
		this.database
			.ask(client -> client.sql(FAIL).param(reason).param(claim.delivery().id()).param(claim.token()).update());
	}

	@Override
	public void giveUp(Duration longestWait) {
		this.database.ask(client -> client.sql(GIVE_UP_WAITING).param(longestWait.toMillis()).update());
		this.database.ask(client -> client.sql(GIVE_UP_UNKNOWN).update());
	}

	@Override
	public List<Delivery> of(UUID report, int most) {
		return this.database.ask(client -> client
			.sql("SELECT " + COLUMNS + " FROM report_delivery WHERE report_id = ? ORDER BY created_at DESC, id LIMIT ?")
			.param(report)
			.param(most)
			.query((row, number) -> delivery(row))
			.list());
	}

	@Override
	public Optional<String> figures(UUID report, Span span) {
		return this.database.ask(client -> client
			.sql("SELECT figures FROM report_figures WHERE report_id = ? AND period_start = ? AND period_end = ?")
			.param(report)
			.param(JdbcTeams.utc(span.start()))
			.param(JdbcTeams.utc(span.end()))
			.query(String.class)
			.optional());
	}

	@Override
	public String settle(UUID report, Span span, String figures) {
		this.database.ask(client -> client.sql("""
				INSERT INTO report_figures (report_id, period_start, period_end, figures) VALUES (?, ?, ?, ?)
				ON CONFLICT DO NOTHING""")
			.param(report)
			.param(JdbcTeams.utc(span.start()))
			.param(JdbcTeams.utc(span.end()))
			.param(figures)
			.update());
		return figures(report, span).orElse(figures);
	}

	private static Delivery delivery(ResultSet row) throws SQLException {
		return new Delivery(row.getObject("id", UUID.class), row.getObject("report_id", UUID.class),
				new Span(moment(row, "period_start"), moment(row, "period_end")),
				Delivery.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)), row.getInt("attempts"),
				row.getString("last_error"), JdbcReports.momentOrNone(row, "sent_at"), row.getBoolean("on_demand"));
	}

	private static Instant moment(ResultSet row, String column) throws SQLException {
		return row.getObject(column, OffsetDateTime.class).toInstant();
	}

}
