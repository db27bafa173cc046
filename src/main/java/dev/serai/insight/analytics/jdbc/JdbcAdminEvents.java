package dev.serai.insight.analytics.jdbc;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.serai.gateway.access.jdbc.JdbcTeams;
import dev.serai.insight.analytics.AdminEvent;
import dev.serai.insight.analytics.AdminEventFilter;
import dev.serai.insight.analytics.AdminEvents;
import dev.serai.platform.database.Database;
import org.jspecify.annotations.Nullable;

/** Reads administrative events from PostgreSQL, ordered by their time-based ids. */
public final class JdbcAdminEvents implements AdminEvents {

	private final Database database;

	public JdbcAdminEvents(Database database) {
		this.database = database;
	}

	@Override
	public List<AdminEvent> newest(AdminEventFilter filter, @Nullable UUID before, int limit) {
		List<String> conditions = new ArrayList<>();
		List<Object> values = new ArrayList<>();
		JdbcCallHistory.equal("actor", filter.actor(), conditions, values);
		JdbcCallHistory.equal("kind", filter.kind(), conditions, values);
		JdbcCallHistory.equal("subject", filter.subject(), conditions, values);
		bound("at >= ?", filter.from(), conditions, values);
		bound("at < ?", filter.to(), conditions, values);
		if (before != null) {
			conditions.add("id < ?");
			values.add(before);
		}
		String where = conditions.isEmpty() ? "" : "WHERE " + String.join(" AND ", conditions);
		values.add(limit);
		return this.database
			.ask(client -> client.sql("SELECT * FROM admin_event " + where + " ORDER BY id DESC LIMIT ?")
				.params(values)
				.query((row, number) -> new AdminEvent(row.getObject("id", UUID.class),
						row.getObject("at", OffsetDateTime.class).toInstant(), row.getString("actor"),
						row.getString("action"), row.getString("kind"), row.getString("subject"),
						JdbcCallHistory.json(row.getString("before")), JdbcCallHistory.json(row.getString("after"))))
				.list());
	}

	private static void bound(String condition, @Nullable Instant moment, List<String> conditions,
			List<Object> values) {
		if (moment != null) {
			conditions.add(condition);
			values.add(JdbcTeams.utc(moment));
		}
	}

}
