package dev.serai.store;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.access.Operator;
import dev.serai.admin.AuditTrail;
import org.jspecify.annotations.Nullable;

/** Who changed what, in PostgreSQL. */
public final class JdbcAuditTrail implements AuditTrail {

	private final Database database;

	private final ObjectMapper json;

	private final Clock clock;

	public JdbcAuditTrail(Database database, ObjectMapper json, Clock clock) {
		this.database = database;
		this.json = json;
		this.clock = clock;
	}

	@Override
	public <T extends @Nullable Object> T changing(Supplier<T> change) {
		return this.database.transacted(change);
	}

	@Override
	public void record(Operator actor, String action, String kind, String subject, @Nullable Object before,
			@Nullable Object after) {
		this.database.ask(client -> client.sql("""
				INSERT INTO admin_event (id, at, actor, action, kind, subject, before, after)
				VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb)""")
			.param(UUID.randomUUID())
			.param(JdbcTeams.utc(this.clock.instant()))
			.param(actor.actor())
			.param(action)
			.param(kind)
			.param(subject)
			.param(json(before))
			.param(json(after))
			.update());
	}

	private @Nullable String json(@Nullable Object state) {
		try {
			return (state != null) ? this.json.writeValueAsString(state) : null;
		}
		catch (JsonProcessingException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
