package dev.serai.gateway.access.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.serai.gateway.access.AddressBlock;
import dev.serai.gateway.access.KeyDirectory;
import dev.serai.gateway.access.KeySecret;
import dev.serai.gateway.access.KeyTerms;
import dev.serai.gateway.access.StoredKey;
import dev.serai.gateway.access.Team;
import dev.serai.gateway.call.Defaults;
import dev.serai.platform.database.Database;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/** Stores keys in PostgreSQL. */
@Component
public final class JdbcKeys implements KeyDirectory {

	private static final String SELECT = """
			SELECT k.id, k.public_id, k.name, k.secret_hmac, k.pepper_id, k.previous_hmac, k.previous_pepper_id,
			       k.previous_until, k.allowed_models, k.allowed_endpoints, k.allowed_origins, k.default_feature,
			       k.default_policy, k.default_max_output_tokens, k.default_tags, k.created_at, k.expires_at, k.revoked_at,
			       %s
			  FROM api_key k JOIN team t ON t.id = k.team_id JOIN organisation o ON o.id = t.organisation_id
			"""
		.formatted(JdbcTeams.COLUMNS);

	private static final String NEWEST_FIRST = " ORDER BY k.created_at DESC, k.id";

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
		this.database.ask(client -> change(client
			.sql("""
					INSERT INTO api_key (name, secret_hmac, pepper_id, previous_hmac, previous_pepper_id, previous_until,
					                     allowed_models, allowed_endpoints, allowed_origins, default_feature, default_policy,
					                     default_max_output_tokens, default_tags, expires_at, id, public_id, team_id, created_at)
					VALUES (?, ?, ?, ?, ?, ?, ?::text[], ?::text[], ?::text[], ?, ?, ?, ?::text[], ?, ?, ?, ?, ?)"""),
				key)
			.param(key.id())
			.param(key.publicId())
			.param(key.team().id())
			.param(utc(key.createdAt()))
			.update());
	}

	@Override
	public void update(StoredKey key) {
		this.database.ask(client -> change(
				client
					.sql("""
							UPDATE api_key
							   SET name = ?, secret_hmac = ?, pepper_id = ?, previous_hmac = ?, previous_pepper_id = ?, previous_until = ?,
							       allowed_models = ?::text[], allowed_endpoints = ?::text[], allowed_origins = ?::text[],
							       default_feature = ?, default_policy = ?, default_max_output_tokens = ?, default_tags = ?::text[],
							       expires_at = ?, changed_at = clock_timestamp()
							 WHERE id = ?"""),
				key)
			.param(key.id())
			.update());
	}

	/** Binds the values that can change, in the order of both statements. */
	private static StatementSpec change(StatementSpec statement, StoredKey key) {
		KeySecret previous = key.previous();
		KeyTerms terms = key.terms();
		Defaults defaults = terms.defaults();
		return statement.param(key.name())
			.param(key.secret().hmac())
			.param(key.secret().pepperId())
			.param((previous != null) ? previous.hmac() : null)
			.param((previous != null) ? previous.pepperId() : null)
			.param((previous != null) ? utc(previous.until()) : null)
			.param(JdbcTeams.array(terms.allowedModels()))
			.param(JdbcTeams.array(terms.allowedEndpoints()))
			.param(JdbcTeams.array(terms.allowedOrigins().stream().map(AddressBlock::toString).toList()))
			.param(defaults.feature())
			.param(defaults.policy())
			.param(defaults.maxOutputTokens())
			.param(JdbcTeams.array(defaults.tags()))
			.param(utc(terms.expiresAt()));
	}

	@Override
	public List<StoredKey> list() {
		return this.database.ask(client -> client.sql(SELECT + NEWEST_FIRST).query((row, number) -> key(row)).list());
	}

	@Override
	public List<StoredKey> list(Set<UUID> teams) {
		return this.database.ask(client -> client.sql(SELECT + "WHERE k.team_id = ANY (?::uuid[])" + NEWEST_FIRST)
			.param(teams.stream().map(UUID::toString).toArray(String[]::new))
			.query((row, number) -> key(row))
			.list());
	}

	@Override
	public Optional<StoredKey> find(UUID id) {
		return find(id, "");
	}

	@Override
	public Optional<StoredKey> lock(UUID id) {
		return find(id, " FOR UPDATE OF k");
	}

	private Optional<StoredKey> find(UUID id, String lock) {
		return this.database.ask(client -> client.sql(SELECT + "WHERE k.id = ?" + lock)
			.param(id)
			.query((row, number) -> key(row))
			.optional());
	}

	@Override
	public boolean revoke(UUID id) {
		return this.database.ask(client -> client.sql("""
				UPDATE api_key SET revoked_at = clock_timestamp(), changed_at = clock_timestamp()
				 WHERE id = ? AND revoked_at IS NULL""").param(id).update()) == 1;
	}

	/**
	 * Recorded as a change for other nodes: one that does not use the newer pepper yet
	 * may have set the hash back.
	 */
	@Override
	public void rehash(UUID id, KeySecret old, KeySecret renewed) {
		this.database.inTransaction(client -> {
			client.sql("""
					UPDATE api_key SET secret_hmac = ?, pepper_id = ?, changed_at = clock_timestamp()
					 WHERE id = ? AND secret_hmac = ?""")
				.params(renewed.hmac(), renewed.pepperId(), id, old.hmac())
				.update();
			client.sql("""
					UPDATE api_key SET previous_hmac = ?, previous_pepper_id = ?, changed_at = clock_timestamp()
					 WHERE id = ? AND previous_hmac = ?""")
				.params(renewed.hmac(), renewed.pepperId(), id, old.hmac())
				.update();
		});
	}

	@Override
	public Map<String, Long> workingByPepper() {
		Map<String, Long> counts = new HashMap<>();
		this.database.ask(client -> client.sql("""
				SELECT pepper_id, count(*) AS keys FROM api_key
				 WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now()) GROUP BY pepper_id""")
			.query((row, number) -> counts.put(row.getString("pepper_id"), row.getLong("keys")))
			.list());
		return counts;
	}

	@Override
	public Changes changedSince(Instant since) {
		List<Change> changes = new ArrayList<>();
		List<Instant> until = new ArrayList<>();
		// One minute back: a change becomes visible only when it is committed, which may
		// be later than its timestamp.
		this.database.ask(client -> client.sql("""
				SELECT now() - interval '1 minute' AS at, NULL AS kind, NULL AS subject
				UNION ALL SELECT changed_at, 'KEY', public_id FROM api_key WHERE changed_at > :since
				UNION ALL SELECT changed_at, 'TEAM', id::text FROM team WHERE changed_at > :since
				UNION ALL SELECT changed_at, 'ORGANISATION', id::text FROM organisation WHERE changed_at > :since""")
			.param("since", OffsetDateTime.ofInstant(since, ZoneOffset.UTC))
			.query((row, number) -> {
				Instant at = row.getObject("at", OffsetDateTime.class).toInstant();
				String kind = row.getString("kind");
				return (kind != null) ? changes.add(new Change(Kind.valueOf(kind), row.getString("subject"), at))
						: until.add(at);
			})
			.list());
		return new Changes(changes, until.getFirst());
	}

	private static StoredKey key(ResultSet row) throws SQLException {
		Team team = JdbcTeams.team(row);
		byte[] previous = row.getBytes("previous_hmac");
		return new StoredKey(row.getObject("id", UUID.class), row.getString("public_id"), team, row.getString("name"),
				new KeySecret(row.getBytes("secret_hmac"), row.getString("pepper_id"), null),
				(previous != null) ? new KeySecret(previous, row.getString("previous_pepper_id"),
						JdbcTeams.moment(row, "previous_until")) : null,
				terms(row), row.getObject("created_at", OffsetDateTime.class).toInstant(),
				JdbcTeams.moment(row, "revoked_at"));
	}

	private static KeyTerms terms(ResultSet row) throws SQLException {
		Collection<String> origins = JdbcTeams.texts(row.getArray("allowed_origins"));
		return new KeyTerms(JdbcTeams.moment(row, "expires_at"),
				Set.copyOf(JdbcTeams.texts(row.getArray("allowed_models"))),
				Set.copyOf(JdbcTeams.texts(row.getArray("allowed_endpoints"))),
				origins.stream().map(JdbcKeys::block).toList(),
				new Defaults(row.getString("default_feature"), row.getString("default_policy"),
						row.getObject("default_max_output_tokens", Integer.class),
						JdbcTeams.texts(row.getArray("default_tags"))));
	}

	private static AddressBlock block(String text) {
		return AddressBlock.parse(text)
			.orElseThrow(() -> new IllegalStateException("A key in the database has an origin that is no block"));
	}

	private static @Nullable OffsetDateTime utc(@Nullable Instant moment) {
		return (moment != null) ? JdbcTeams.utc(moment) : null;
	}

}
