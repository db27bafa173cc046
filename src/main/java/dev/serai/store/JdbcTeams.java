package dev.serai.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.serai.access.Team;
import dev.serai.access.TeamDirectory;

import org.springframework.jdbc.core.RowMapper;

/** Teams in PostgreSQL. */
public final class JdbcTeams implements TeamDirectory {

	private static final RowMapper<Team> TEAM = (row, number) -> new Team(row.getObject("id", UUID.class),
			row.getString("name"), row.getObject("created_at", OffsetDateTime.class).toInstant());

	private final Database database;

	public JdbcTeams(Database database) {
		this.database = database;
	}

	@Override
	public boolean add(Team team) {
		return this.database.ask(client -> client.sql("""
				INSERT INTO team (id, name, created_at) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING""")
			.param(team.id())
			.param(team.name())
			.param(utc(team.createdAt()))
			.update()) == 1;
	}

	@Override
	public Optional<Team> find(UUID id) {
		return this.database.ask(client -> client.sql("SELECT id, name, created_at FROM team WHERE id = ?")
			.param(id)
			.query(TEAM)
			.optional());
	}

	@Override
	public List<Team> list() {
		return this.database
			.ask(client -> client.sql("SELECT id, name, created_at FROM team ORDER BY name").query(TEAM).list());
	}

	static OffsetDateTime utc(Instant moment) {
		return moment.atOffset(ZoneOffset.UTC);
	}

}
