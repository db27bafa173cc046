package dev.serai.insight.report.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import dev.serai.gateway.access.jdbc.JdbcTeams;
import dev.serai.insight.report.Frequency;
import dev.serai.insight.report.Report;
import dev.serai.insight.report.ReportDirectory;
import dev.serai.insight.report.Timetable;
import dev.serai.platform.database.Database;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Stores scheduled reports in PostgreSQL. */
@Component
public final class JdbcReports implements ReportDirectory {

	private static final String SELECT = """
			SELECT id, name, team_id, recipients, frequency, time_zone, hour, enabled, created_by, created_at, next_at,
			       last_sent_at
			  FROM report\s""";

	private final Database database;

	public JdbcReports(Database database) {
		this.database = database;
	}

	@Override
	public List<Report> list() {
		return this.database
			.ask(client -> client.sql(SELECT + "ORDER BY created_at, id").query((row, number) -> report(row)).list());
	}

	@Override
	public Optional<Report> find(UUID id) {
		return one("WHERE id = ?", id);
	}

	@Override
	public Optional<Report> lock(UUID id) {
		return one("WHERE id = ? FOR UPDATE", id);
	}

	private Optional<Report> one(String where, UUID id) {
		return this.database
			.ask(client -> client.sql(SELECT + where).param(id).query((row, number) -> report(row)).optional());
	}

	@Override
	public void add(Report report) {
		Timetable timetable = report.timetable();
		this.database.ask(client -> client.sql("""
				INSERT INTO report (id, name, team_id, recipients, frequency, time_zone, hour, enabled, created_by,
				                    created_at, next_at)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
			.param(report.id())
			.param(report.name())
			.param(report.teamId())
			.param(report.recipients().toArray(String[]::new))
			.param(timetable.frequency().word())
			.param(timetable.zone().getId())
			.param(timetable.hour())
			.param(report.enabled())
			.param(report.createdBy())
			.param(JdbcTeams.utc(report.createdAt()))
			.param(JdbcTeams.utc(report.nextAt()))
			.update());
	}

	@Override
	public void update(Report report) {
		Timetable timetable = report.timetable();
		this.database.ask(client -> client
			.sql("""
					UPDATE report SET name = ?, recipients = ?, frequency = ?, time_zone = ?, hour = ?, enabled = ?, next_at = ?
					 WHERE id = ?""")
			.param(report.name())
			.param(report.recipients().toArray(String[]::new))
			.param(timetable.frequency().word())
			.param(timetable.zone().getId())
			.param(timetable.hour())
			.param(report.enabled())
			.param(JdbcTeams.utc(report.nextAt()))
			.param(report.id())
			.update());
	}

	@Override
	public void delete(UUID id) {
		this.database.ask(client -> client.sql("DELETE FROM report WHERE id = ?").param(id).update());
	}

	@Override
	public List<Report> due(Instant now) {
		return this.database.ask(client -> client.sql(SELECT + "WHERE enabled AND next_at <= ? ORDER BY next_at, id")
			.param(JdbcTeams.utc(now))
			.query((row, number) -> report(row))
			.list());
	}

	private static Report report(ResultSet row) throws SQLException {
		return new Report(row.getObject("id", UUID.class), row.getString("name"), row.getObject("team_id", UUID.class),
				List.of((String[]) row.getArray("recipients").getArray()),
				new Timetable(Frequency.valueOf(row.getString("frequency").toUpperCase(Locale.ROOT)),
						ZoneId.of(row.getString("time_zone")), row.getInt("hour")),
				row.getBoolean("enabled"), row.getString("created_by"), moment(row, "created_at"),
				moment(row, "next_at"), momentOrNone(row, "last_sent_at"));
	}

	private static Instant moment(ResultSet row, String column) throws SQLException {
		return row.getObject(column, OffsetDateTime.class).toInstant();
	}

	static @Nullable Instant momentOrNone(ResultSet row, String column) throws SQLException {
		OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
		return (moment != null) ? moment.toInstant() : null;
	}

}
