package dev.serai.gateway.access.jdbc;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

import dev.serai.gateway.access.Organisation;
import dev.serai.gateway.access.Team;
import dev.serai.gateway.access.TeamDirectory;
import dev.serai.platform.database.Database;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** Stores organisations and teams in PostgreSQL. */
@Component
public final class JdbcTeams implements TeamDirectory {

	/** A team's columns, under the names that {@link #team} reads. */
	static final String COLUMNS = """
			t.id AS team_id, t.organisation_id, t.name AS team, coalesce(t.time_zone, o.time_zone) AS time_zone,
			t.time_zone IS NOT NULL AS own_zone, t.allowed_models AS team_models, t.created_at AS team_created_at,
			t.archived_at""";

	private static final String SELECT = "SELECT " + COLUMNS
			+ " FROM team t JOIN organisation o ON o.id = t.organisation_id ";

	private static final String SELECT_ORGANISATION = "SELECT id, name, time_zone, created_at FROM organisation ";

	private final Database database;

	public JdbcTeams(Database database) {
		this.database = database;
	}

	@Override
	public Organisation organisation() {
		return this.database.ask(client -> client.sql(SELECT_ORGANISATION + "ORDER BY created_at LIMIT 1")
			.query((row, number) -> organisation(row))
			.single());
	}

	@Override
	public List<Organisation> organisations() {
		return this.database.ask(client -> client.sql(SELECT_ORGANISATION + "ORDER BY name")
			.query((row, number) -> organisation(row))
			.list());
	}

	@Override
	public Optional<Organisation> findOrganisation(UUID id) {
		return findOrganisation(id, "");
	}

	@Override
	public Optional<Organisation> lockOrganisation(UUID id) {
		return findOrganisation(id, " FOR UPDATE");
	}

	private Optional<Organisation> findOrganisation(UUID id, String lock) {
		return this.database.ask(client -> client.sql(SELECT_ORGANISATION + "WHERE id = ?" + lock)
			.param(id)
			.query((row, number) -> organisation(row))
			.optional());
	}

	@Override
	public boolean add(Organisation organisation) {
		return this.database.ask(client -> client.sql("""
				INSERT INTO organisation (id, name, time_zone, created_at) VALUES (?, ?, ?, ?)
				ON CONFLICT DO NOTHING""")
			.param(organisation.id())
			.param(organisation.name())
			.param(organisation.zone().getId())
			.param(utc(organisation.createdAt()))
			.update()) == 1;
	}

	@Override
	public boolean update(Organisation organisation) {
		return unlessTaken(() -> this.database.ask(client -> client.sql("""
				UPDATE organisation SET looks_like_another = looks_like_another AND name = ?, name = ?,
				 time_zone = ?, changed_at = clock_timestamp() WHERE id = ?""")
			.param(organisation.name())
			.param(organisation.name())
			.param(organisation.zone().getId())
			.param(organisation.id())
			.update()) == 1);
	}

	@Override
	public boolean add(Team team) {
		return this.database.ask(client -> client.sql("""
				INSERT INTO team (id, organisation_id, name, time_zone, allowed_models, created_at)
				VALUES (?, ?, ?, ?, ?::text[], ?) ON CONFLICT DO NOTHING""")
			.param(team.id())
			.param(team.organisationId())
			.param(team.name())
			.param(team.ownZone() ? team.zone().getId() : null)
			.param(array(team.allowedModels()))
			.param(utc(team.createdAt()))
			.update()) == 1;
	}

	@Override
	public Optional<Team> find(UUID id) {
		return find(id, "");
	}

	@Override
	public Optional<Team> lock(UUID id) {
		return find(id, " FOR UPDATE OF t");
	}

	private Optional<Team> find(UUID id, String lock) {
		return this.database.ask(client -> client.sql(SELECT + "WHERE t.id = ?" + lock)
			.param(id)
			.query((row, number) -> team(row))
			.optional());
	}

	@Override
	public boolean update(Team team) {
		return unlessTaken(() -> this.database.ask(client -> client.sql("""
				UPDATE team SET looks_like_another = looks_like_another AND name = ?, name = ?, time_zone = ?,
				 allowed_models = ?::text[], changed_at = clock_timestamp() WHERE id = ?""")
			.param(team.name())
			.param(team.name())
			.param(team.ownZone() ? team.zone().getId() : null)
			.param(array(team.allowedModels()))
			.param(team.id())
			.update()) == 1);
	}

	@Override
	public boolean archive(UUID id) {
		return this.database.ask(client -> client.sql("""
				UPDATE team SET archived_at = clock_timestamp(), changed_at = clock_timestamp()
				 WHERE id = ? AND archived_at IS NULL""").param(id).update()) == 1;
	}

	@Override
	public List<Team> list() {
		return this.database
			.ask(client -> client.sql(SELECT + "ORDER BY t.name").query((row, number) -> team(row)).list());
	}

	/** Returns false when a concurrent change has taken the same name. */
	private static boolean unlessTaken(Supplier<Boolean> change) {
		try {
			return change.get();
		}
		catch (DuplicateKeyException ex) {
			return false;
		}
	}

	private static Organisation organisation(ResultSet row) throws SQLException {
		return new Organisation(row.getObject("id", UUID.class), row.getString("name"),
				ZoneId.of(row.getString("time_zone")), row.getObject("created_at", OffsetDateTime.class).toInstant());
	}

	static Team team(ResultSet row) throws SQLException {
		return new Team(row.getObject("team_id", UUID.class), row.getObject("organisation_id", UUID.class),
				row.getString("team"), ZoneId.of(row.getString("time_zone")), row.getBoolean("own_zone"),
				Set.copyOf(texts(row.getArray("team_models"))),
				row.getObject("team_created_at", OffsetDateTime.class).toInstant(), moment(row, "archived_at"));
	}

	public static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
		OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
		return (moment != null) ? moment.toInstant() : null;
	}

	/** Returns ids as texts for {@code ?::uuid[]}. */
	public static String[] ids(Collection<UUID> ids) {
		return ids.stream().map(UUID::toString).toArray(String[]::new);
	}

	public static OffsetDateTime utc(Instant moment) {
		return moment.atOffset(ZoneOffset.UTC);
	}

	/** Returns texts for a column in which null stands for none. */
	static String @Nullable [] array(Collection<String> texts) {
		return texts.isEmpty() ? null : texts.toArray(new String[0]);
	}

	public static List<String> texts(@Nullable Array array) throws SQLException {
		return (array != null) ? List.of((String[]) array.getArray()) : List.of();
	}

}
