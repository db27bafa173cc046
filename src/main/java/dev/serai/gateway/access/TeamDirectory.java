package dev.serai.gateway.access;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Stores organisations and teams. Every method throws the refusal 503 {@code
 * dependency_unavailable} while the store cannot be reached.
 */
public interface TeamDirectory {

	/** Returns the default organisation of teams: the oldest. */
	Organisation organisation();

	/** Returns all organisations by name. */
	List<Organisation> organisations();

	Optional<Organisation> findOrganisation(UUID id);

	/** Returns the same, and locks it until the current transaction ends. */
	Optional<Organisation> lockOrganisation(UUID id);

	/**
	 * Stores a new organisation.
	 * @return false when another has its name already
	 */
	boolean add(Organisation organisation);

	/**
	 * Updates an organisation's name and time zone.
	 * @return false when another has its name already
	 */
	boolean update(Organisation organisation);

	/**
	 * Stores a new team.
	 * @return false when another has its name already
	 */
	boolean add(Team team);

	Optional<Team> find(UUID id);

	/** Returns the same, and locks it until the current transaction ends. */
	Optional<Team> lock(UUID id);

	/**
	 * Updates a team's name, time zone and rights.
	 * @return false when another has its name already
	 */
	boolean update(Team team);

	/**
	 * Archives a team, which invalidates its keys.
	 * @return false when there is no such team, or it was archived before
	 */
	boolean archive(UUID id);

	/** Returns all teams by name. */
	List<Team> list();

}
