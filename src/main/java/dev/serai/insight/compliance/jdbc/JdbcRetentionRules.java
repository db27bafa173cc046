package dev.serai.insight.compliance.jdbc;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import dev.serai.insight.compliance.RetentionRules;
import dev.serai.platform.database.Database;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Stores retention rules in PostgreSQL. */
@Component
public final class JdbcRetentionRules implements RetentionRules {

	private final Database database;

	public JdbcRetentionRules(Database database) {
		this.database = database;
	}

	@Override
	public Map<UUID, Integer> days() {
		Map<UUID, Integer> days = new HashMap<>();
		this.database.ask(client -> {
			client.sql("SELECT subject, call_days FROM retention").query(row -> {
				days.put(row.getObject("subject", UUID.class), row.getInt("call_days"));
			});
			return null;
		});
		return days;
	}

	@Override
	public void keep(Scope scope, UUID subject, @Nullable Integer days) {
		this.database.ask(client -> (days == null)
				? client.sql("DELETE FROM retention WHERE subject = ?").param(subject).update()
				: client
					.sql("""
							INSERT INTO retention (subject, scope, call_days, changed_at) VALUES (?, ?, ?, clock_timestamp())
							ON CONFLICT (subject) DO UPDATE SET call_days = excluded.call_days, changed_at = excluded.changed_at""")
					.param(subject)
					.param(scope.name().toLowerCase(Locale.ROOT))
					.param(days)
					.update());
	}

}
