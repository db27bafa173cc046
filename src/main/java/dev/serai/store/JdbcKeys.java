package dev.serai.store;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.serai.access.KeyDirectory;
import dev.serai.access.StoredKey;
import dev.serai.access.Team;
import org.jspecify.annotations.Nullable;

/** Keys in PostgreSQL. */
public final class JdbcKeys implements KeyDirectory {

	private static final String SELECT = """
			SELECT k.id, k.public_id, k.name, k.secret_hmac, k.pepper_id, k.allowed_models, k.created_at, k.expires_at,
			       k.revoked_at, %s
			  FROM api_key k JOIN team t ON t.id = k.team_id JOIN organisation o ON o.id = t.organisation_id
			""".formatted(JdbcTeams.COLUMNS);

	private final Database database;

	public JdbcKeys(Database database) {
		this.database = database;
	}

	@Override
	public Optional<StoredKey> find(String publicId) {
		return this.database.ask(client -> client.sql(SELECT + "WHERE k.public_id = ?")
			.param(publicId)
			.query((row, number) -> key(row))
			.optional());
	}

	@Override
	public void add(StoredKey key) {
		this.database.ask(client -> client
			.sql("""
					INSERT INTO api_key (id, public_id, team_id, name, secret_hmac, pepper_id, allowed_models, created_at, expires_at)
					VALUES (?, ?, ?, ?, ?, ?, ?::text[], ?, ?)""")
			.param(key.id())
			.param(key.publicId())
			.param(key.team().id())
			.param(key.name())
			.param(key.hmac())
			.param(key.pepperId())
			.param(key.allowedModels().isEmpty() ? null : key.allowedModels().toArray(new String[0]))
			.param(JdbcTeams.utc(key.createdAt()))
			.param((key.expiresAt() != null) ? JdbcTeams.utc(key.expiresAt()) : null)
			.update());
	}

	@Override
	public List<StoredKey> list() {
		return this.database.ask(client -> client.sql(SELECT + "ORDER BY k.created_at DESC, k.id")
			.query((row, number) -> key(row))
			.list());
	}

	@Override
	public Optional<StoredKey> find(UUID id) {
		return this.database
			.ask(client -> client.sql(SELECT + "WHERE k.id = ?").param(id).query((row, number) -> key(row)).optional());
	}

	@Override
	public boolean revoke(UUID id) {
		return this.database.ask(client -> client
			.sql("UPDATE api_key SET revoked_at = clock_timestamp() WHERE id = ? AND revoked_at IS NULL")
			.param(id)
			.update()) == 1;
	}

	@Override
	public Revocations revokedSince(Instant since) {
		List<String> publicIds = new ArrayList<>();
		List<Instant> until = new ArrayList<>();
		// A minute back: a revocation shows only once it is committed, which may be later
		// than the moment that it is stamped with.
		this.database.ask(client -> client.sql("""
				SELECT now() - interval '1 minute' AS until, k.public_id
				  FROM (VALUES (1)) AS one LEFT JOIN api_key k ON k.revoked_at > ?""")
			.param(OffsetDateTime.ofInstant(since, ZoneOffset.UTC))
			.query((row, number) -> {
				until.add(row.getObject("until", OffsetDateTime.class).toInstant());
				String publicId = row.getString("public_id");
				return (publicId != null) ? publicIds.add(publicId) : null;
			})
			.list());
		return new Revocations(publicIds, until.getFirst());
	}

	private static StoredKey key(ResultSet row) throws SQLException {
		Team team = JdbcTeams.team(row);
		return new StoredKey(row.getObject("id", UUID.class), row.getString("public_id"), team, row.getString("name"),
				row.getBytes("secret_hmac"), row.getString("pepper_id"), texts(row.getArray("allowed_models")),
				row.getObject("created_at", OffsetDateTime.class).toInstant(), moment(row, "expires_at"),
				moment(row, "revoked_at"));
	}

	private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
		OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
		return (moment != null) ? moment.toInstant() : null;
	}

	private static Set<String> texts(@Nullable Array array) throws SQLException {
		return (array != null) ? Set.of((String[]) array.getArray()) : Set.of();
	}

}
