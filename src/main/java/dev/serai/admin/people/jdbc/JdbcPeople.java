package dev.serai.admin.people.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.serai.admin.people.Membership;
import dev.serai.admin.people.PeopleDirectory;
import dev.serai.admin.people.Person;
import dev.serai.gateway.access.Operator.Role;
import dev.serai.gateway.access.Operator.TeamRole;
import dev.serai.gateway.access.jdbc.JdbcTeams;
import dev.serai.platform.database.Database;

import org.springframework.stereotype.Component;

/** Stores people and their roles in PostgreSQL. */
@Component
public final class JdbcPeople implements PeopleDirectory {

	private static final String PERSON = """
			SELECT id, email, name, role, password_hash, oidc_subject, disabled, generation, created_at, last_sign_in_at
			  FROM person\s""";

	private static final String MEMBERSHIP = """
			SELECT p.id AS person_id, p.email, p.name, t.id AS team_id, t.name AS team, m.role, m.from_oidc
			  FROM membership m JOIN person p ON p.id = m.person_id JOIN team t ON t.id = m.team_id\s""";

	private final Database database;

	public JdbcPeople(Database database) {
		this.database = database;
	}

	@Override
	public Optional<Person> find(UUID id) {
		return one("WHERE id = ?", id);
	}

	@Override
	public Optional<Person> lock(UUID id) {
		return one("WHERE id = ? FOR UPDATE", id);
	}

	@Override
	public Optional<Person> findByEmail(String email) {
		return one("WHERE lower(email) = ?", email);
	}

	@Override
	public Optional<Person> findBySubject(String subject) {
		return one("WHERE oidc_subject = ?", subject.replace('\0', '\uFFFD'));
	}

	private Optional<Person> one(String where, Object value) {
		return this.database
			.ask(client -> client.sql(PERSON + where).param(value).query((row, number) -> person(row)).optional());
	}

	@Override
	public List<Person> list() {
		return this.database
			.ask(client -> client.sql(PERSON + "ORDER BY lower(email)").query((row, number) -> person(row)).list());
	}

	@Override
	public boolean add(Person person) {
		return this.database.ask(client -> client
			.sql("""
					INSERT INTO person (id, email, name, role, password_hash, oidc_subject, disabled, generation, created_at)
					VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""")
			.param(person.id())
			.param(person.email())
			.param(person.name())
			.param(person.role().name())
			.param(person.passwordHash())
			.param(person.subject())
			.param(person.disabled())
			.param(person.generation())
			.param(JdbcTeams.utc(person.createdAt()))
			.update()) == 1;
	}

	@Override
	public void update(Person person) {
		this.database.ask(client -> client.sql("""
				UPDATE person
				   SET name = ?, role = ?, password_hash = ?, oidc_subject = ?, disabled = ?, generation = ?
				 WHERE id = ?""")
			.param(person.name())
			.param(person.role().name())
			.param(person.passwordHash())
			.param(person.subject())
			.param(person.disabled())
			.param(person.generation())
			.param(person.id())
			.update());
	}

	@Override
	public void remove(UUID id) {
		this.database.ask(client -> client.sql("DELETE FROM person WHERE id = ?").param(id).update());
	}

	@Override
	public void signedIn(UUID id, Instant at) {
		this.database.ask(client -> client.sql("UPDATE person SET last_sign_in_at = ? WHERE id = ?")
			.param(JdbcTeams.utc(at))
			.param(id)
			.update());
	}

	@Override
	public void endOldSessions(UUID person, int kept) {
		this.database.ask(client -> client.sql("""
				DELETE FROM sign_in_session WHERE primary_id IN (
				    SELECT primary_id FROM sign_in_session WHERE principal_name = ?
				     ORDER BY last_access_time DESC, primary_id OFFSET ?)""")
			.param(person.toString())
			.param(kept)
			.update());
	}

	@Override
	public int countAdmins() {
		return this.database
			.ask(client -> client
				.sql("SELECT id FROM person WHERE role = 'ADMIN' AND NOT disabled ORDER BY id FOR UPDATE")
				.query(UUID.class)
				.list())
			.size();
	}

	@Override
	public List<Membership> memberships(UUID person) {
		return this.database.ask(client -> client.sql(MEMBERSHIP + "WHERE m.person_id = ? ORDER BY t.name")
			.param(person)
			.query((row, number) -> membership(row))
			.list());
	}

	@Override
	public List<Membership> members(UUID team) {
		return this.database.ask(client -> client.sql(MEMBERSHIP + "WHERE m.team_id = ? ORDER BY lower(p.email)")
			.param(team)
			.query((row, number) -> membership(row))
			.list());
	}

	@Override
	public void join(UUID person, UUID team, TeamRole role) {
		this.database.ask(client -> client.sql("""
				INSERT INTO membership (person_id, team_id, role) VALUES (?, ?, ?)
				ON CONFLICT (person_id, team_id) DO UPDATE SET role = excluded.role, from_oidc = false""")
			.param(person)
			.param(team)
			.param(role.name())
			.update());
	}

	@Override
	public boolean leave(UUID person, UUID team) {
		return this.database.ask(client -> client.sql("DELETE FROM membership WHERE person_id = ? AND team_id = ?")
			.param(person)
			.param(team)
			.update()) == 1;
	}

	@Override
	public void claim(UUID person, Map<String, TeamRole> claimed) {
		this.database.ask(client -> {
			client.sql("DELETE FROM membership WHERE person_id = ? AND from_oidc").param(person).update();
			claimed.forEach((team, role) -> client.sql("""
					INSERT INTO membership (person_id, team_id, role, from_oidc)
					SELECT ?, id, ?, true FROM team WHERE name = ?
					ON CONFLICT (person_id, team_id) DO NOTHING""")
				.param(person)
				.param(role.name())
				.param(team.replace('\0', '\uFFFD'))
				.update());
			return null;
		});
	}

	private static Person person(ResultSet row) throws SQLException {
		OffsetDateTime lastSignIn = row.getObject("last_sign_in_at", OffsetDateTime.class);
		return new Person(row.getObject("id", UUID.class), row.getString("email"), row.getString("name"),
				Role.valueOf(row.getString("role")), row.getString("password_hash"), row.getString("oidc_subject"),
				row.getBoolean("disabled"), row.getLong("generation"),
				row.getObject("created_at", OffsetDateTime.class).toInstant(),
				(lastSignIn != null) ? lastSignIn.toInstant() : null);
	}

	private static Membership membership(ResultSet row) throws SQLException {
		return new Membership(row.getObject("person_id", UUID.class), row.getString("email"), row.getString("name"),
				row.getObject("team_id", UUID.class), row.getString("team"), TeamRole.valueOf(row.getString("role")),
				row.getBoolean("from_oidc"));
	}

}
