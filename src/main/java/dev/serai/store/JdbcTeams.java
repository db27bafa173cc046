package dev.serai.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.serai.access.Organisation;
import dev.serai.access.Team;
import dev.serai.access.TeamDirectory;

/** Organisations and their teams in PostgreSQL. */
public final class JdbcTeams implements TeamDirectory {

	/** A team's columns, under the names that {@link #team} reads. */
	static final String COLUMNS = """
			t.id AS team_id, t.organisation_id, t.name AS team, coalesce(t.time_zone, o.time_zone) AS time_zone,
			t.created_at AS team_created_at""";

	private static final String SELECT = "SELECT " + COLUMNS
			+ " FROM team t JOIN organisation o ON o.id = t.organisation_id ";

	private final Database database;

	public JdbcTeams(Database database) {
		this.database = database;
	}

	@Override
	public Organisation organisation() {
		return this.database.ask(client -> client
			.sql("SELECT id, name, time_zone, created_at FROM organisation ORDER BY created_at LIMIT 1")
			.query((row, number) -> new Organisation(row.getObject("id", UUID.class), row.getString("name"),
					ZoneId.of(row.getString("time_zone")), moment(row, "created_at")))
			.single());
	}

	@Override
	public boolean add(Team team) {
		return this.database.ask(client -> client
			.sql("""
					INSERT INTO team (id, organisation_id, name, created_at) VALUES (?, ?, ?, ?) ON CONFLICT (name) DO NOTHING""")
			.param(team.id())
			.param(team.organisationId())
			.param(team.name())
			.param(utc(team.createdAt()))
			.update()) == 1;
	}

	@Override
	public Optional<Team> find(UUID id) {
		return this.database.ask(
				client -> client.sql(SELECT + "WHERE t.id = ?").param(id).query((row, number) -> team(row)).optional());
	}

	@Override
	public List<Team> list() {
		return this.database
			.ask(client -> client.sql(SELECT + "ORDER BY t.name").query((row, number) -> team(row)).list());
	}

	static Team team(ResultSet row) throws SQLException {
		return new Team(row.getObject("team_id", UUID.class), row.getObject("organisation_id", UUID.class),
				row.getString("team"), ZoneId.of(row.getString("time_zone")), moment(row, "team_created_at"));
	}

	private static Instant moment(ResultSet row, String column) throws SQLException {
		return row.getObject(column, OffsetDateTime.class).toInstant();
	}

	/** Ids as the text that {@code ?::uuid[]} takes. */
	static String[] ids(Collection<UUID> ids) {
		return ids.stream().map(UUID::toString).toArray(String[]::new);
	}

	static OffsetDateTime utc(Instant moment) {
		return moment.atOffset(ZoneOffset.UTC);
	}

}
