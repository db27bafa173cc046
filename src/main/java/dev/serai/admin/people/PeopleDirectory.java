package dev.serai.admin.people;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.serai.gateway.access.Operator.TeamRole;

/**
 * Where people are kept. Every method ends with the refusal 503
 * {@code dependency_unavailable} while the directory cannot be reached.
 */
public interface PeopleDirectory {

	Optional<Person> find(UUID id);

	/** As {@link #find}; until the transaction ends nobody else changes the person. */
	Optional<Person> lock(UUID id);

	/**
	 * @param email in lower case
	 */
	Optional<Person> findByEmail(String email);

	Optional<Person> findBySubject(String subject);

	/** All people by e-mail address. */
	List<Person> list();

	/**
	 * Keeps somebody new.
	 * @return false when another has the e-mail address already
	 */
	boolean add(Person person);

	/** Keeps a person as they are now; the e-mail address stays. */
	void update(Person person);

	void remove(UUID id);

	/** Notes that somebody has signed in. */
	void signedIn(UUID id, Instant at);

	/** How many admins can sign in; counted so that none is changed meanwhile. */
	int countAdmins();

	/** What a person may do, by the teams' names. */
	List<Membership> memberships(UUID person);

	/** Who may do something in a team, by their addresses. */
	List<Membership> members(UUID team);

	/** Gives a person a role in a team in the place of the one that they had. */
	void join(UUID person, UUID team, TeamRole role);

	/**
	 * Takes a person out of a team.
	 * @return false when they were not in it
	 */
	boolean leave(UUID person, UUID team);

	/**
	 * Puts what a sign-in claimed in the place of what an earlier one did. A role that an
	 * operator has given stays.
	 * @param claimed roles by teams' names; names of no team are left out
	 */
	void claim(UUID person, Map<String, TeamRole> claimed);

}
