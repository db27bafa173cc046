package dev.serai.ledger.jdbc;

import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.gateway.access.Operator;
import dev.serai.gateway.call.CallId;
import dev.serai.ledger.audit.AuditTrail;
import dev.serai.ledger.audit.Canonical;
import dev.serai.ledger.audit.Chain;
import dev.serai.platform.database.Database;
import org.jspecify.annotations.Nullable;

/**
 * Records administrative changes in PostgreSQL; each entry is chained when it is written.
 */
public final class JdbcAuditTrail implements AuditTrail {

	private static final Columns<Entry> ENTRY = Columns.<Entry>none()
		.with("id", "uuid", Entry::id)
		.with("at", "timestamptz", Entry::at)
		.with("actor", "text", Entry::actor)
		.with("action", "text", Entry::action)
		.with("kind", "text", Entry::kind)
		.with("subject", "text", Entry::subject)
		.with("before", "json", Entry::before)
		.with("after", "json", Entry::after);

	private static final Columns<Entry> FORM = ENTRY.named(name -> true);

	private static final String INSERT = "INSERT INTO admin_event (%s) %s".formatted(ENTRY.names(), ENTRY.select());

	private final Database database;

	private final ObjectMapper json;

	private final Clock clock;

	private final JdbcChain chain;

	public JdbcAuditTrail(Database database, ObjectMapper json, Clock clock, JdbcChain chain) {
		this.database = database;
		this.json = json;
		this.clock = clock;
		this.chain = chain;
	}

	@Override
	public <T extends @Nullable Object> T changing(Supplier<T> change) {
		return this.database.transacted(change);
	}

	@Override
	public void record(Operator actor, String action, String kind, String subject, @Nullable Object before,
			@Nullable Object after) {
		UUID id = CallId.next(this.clock);
		Entry entry = new Entry(id, CallId.receivedAt(id), actor.actor(), action, kind, subject, json(before),
				json(after));
		this.database.connected(connection -> add(connection, entry));
	}

	private void add(Connection connection, Entry entry) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
			ENTRY.bind(statement, List.of(entry));
			statement.executeUpdate();
		}
		Canonical form = new Canonical();
		FORM.put(form, entry);
		this.chain.add(connection, Chain.Kind.ADMIN, List.of(entry.id), List.of(form.hash()));
	}

	/** Returns the hash of an entry's row. */
	static byte[] hash(ResultSet row) throws SQLException {
		Canonical form = new Canonical();
		FORM.put(form, row);
		return form.hash();
	}

	private @Nullable String json(@Nullable Object state) {
		try {
			return (state != null) ? this.json.writeValueAsString(state) : null;
		}
		catch (JsonProcessingException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A row. Its time is the one that its id contains. */
	private record Entry(UUID id, Instant at, String actor, String action, String kind, String subject,
			@Nullable String before, @Nullable String after) {
	}

}
