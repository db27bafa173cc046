package dev.serai.gateway.access;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where organisations and teams are kept. Every method ends with the refusal 503
 * {@code dependency_unavailable} while the directory cannot be reached.
 */
public interface TeamDirectory {

	/** The organisation that teams belong to where none is named: the oldest. */
	Organisation organisation();

	/** All organisations by name. */
	List<Organisation> organisations();

	Optional<Organisation> findOrganisation(UUID id);

	/** The same, and nobody else changes it until the transaction under way has ended. */
	Optional<Organisation> lockOrganisation(UUID id);

	/**
	 * Keeps a new organisation.
	 * @return false when another has its name already
	 */
	boolean add(Organisation organisation);

	/**
	 * Keeps an organisation's name and time zone as they are now.
	 * @return false when another has its name already
	 */
	boolean update(Organisation organisation);

	/**
	 * Keeps a new team.
	 * @return false when another has its name already
	 */
	boolean add(Team team);

	Optional<Team> find(UUID id);

	/** The same, and nobody else changes it until the transaction under way has ended. */
	Optional<Team> lock(UUID id);

	/**
	 * Keeps a team's name, time zone and rights as they are now.
	 * @return false when another has its name already
	 */
	boolean update(Team team);

	/**
	 * Ends a team: its keys do not work any more.
	 * @return false when there is no such team, or it was ended before
	 */
	boolean archive(UUID id);

	/** All teams by name. */
	List<Team> list();

}
