package dev.serai.admin.people;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.serai.gateway.access.Operator.TeamRole;

/**
 * Stores people. Every method throws the refusal 503 {@code dependency_unavailable} while
 * the store cannot be reached.
 */
public interface PeopleDirectory {

	Optional<Person> find(UUID id);

	/** Reads a person as {@link #find} does and locks it until the transaction ends. */
	Optional<Person> lock(UUID id);

	/**
	 * @param email in lower case
	 */
	Optional<Person> findByEmail(String email);

	Optional<Person> findBySubject(String subject);

	/** Returns all people by e-mail address. */
	List<Person> list();

	/**
	 * Adds a person.
	 * @return false when the e-mail address is taken
	 */
	boolean add(Person person);

	/** Stores a person's changed fields; the e-mail address does not change. */
	void update(Person person);

	void remove(UUID id);

	/** Ends a person's sessions except for the last used ones. */
	void endOldSessions(UUID person, int kept);

	/** Records a sign-in. */
	void signedIn(UUID id, Instant at);

	/** Counts the admins who can sign in, and locks them until the transaction ends. */
	int countAdmins();

	/** Returns a person's roles, by team name. */
	List<Membership> memberships(UUID person);

	/** Returns a team's members, by address. */
	List<Membership> members(UUID team);

	/** Assigns a role in a team, replacing the previous one. */
	void join(UUID person, UUID team, TeamRole role);

	/**
	 * Removes a person from a team.
	 * @return false when they were not a member
	 */
	boolean leave(UUID person, UUID team);

	/**
	 * Replaces the roles of an earlier sign-in's claims. Roles that an operator assigned
	 * stay.
	 * @param claimed roles by team name; unknown teams are skipped
	 */
	void claim(UUID person, Map<String, TeamRole> claimed);

}
