package dev.serai.insight.compliance.jdbc;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.serai.gateway.access.jdbc.JdbcTeams;
import dev.serai.insight.compliance.ReportArchive;
import dev.serai.platform.database.Database;

import org.springframework.stereotype.Component;

/** Stores the reports on closed months in PostgreSQL, in an append-only table. */
@Component
public final class JdbcReportArchive implements ReportArchive {

	private final Database database;

	public JdbcReportArchive(Database database) {
		this.database = database;
	}

	@Override
	public Instant beginning() {
		return this.database.ask(client -> client.sql("SELECT min(created_at) FROM organisation")
			.query(OffsetDateTime.class)
			.single()
			.toInstant());
	}

	@Override
	public List<Entry> entries() {
		return this.database.ask(client -> client.sql(
				"SELECT id, period_start, period_end, made_at, sha256 FROM compliance_report ORDER BY period_start DESC")
			.query((row, number) -> new Entry(row.getObject("id", UUID.class),
					row.getObject("period_start", OffsetDateTime.class).toInstant(),
					row.getObject("period_end", OffsetDateTime.class).toInstant(),
					row.getObject("made_at", OffsetDateTime.class).toInstant(), row.getString("sha256")))
			.list());
	}

	@Override
	public Optional<String> document(UUID id) {
		return this.database.ask(client -> client.sql("SELECT document FROM compliance_report WHERE id = ?")
			.param(id)
			.query(String.class)
			.optional());
	}

	@Override
	public boolean add(Entry entry, String document) {
		return this.database.ask(client -> client.sql("""
				INSERT INTO compliance_report (id, period_start, period_end, made_at, sha256, document)
				VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (period_start) DO NOTHING""")
			.param(entry.id())
			.param(JdbcTeams.utc(entry.from()))
			.param(JdbcTeams.utc(entry.to()))
			.param(JdbcTeams.utc(entry.madeAt()))
			.param(entry.sha256())
			.param(document)
			.update()) == 1;
	}

}
