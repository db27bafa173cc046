package dev.serai.access;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where teams are kept. Every method ends with the refusal 503
 * {@code dependency_unavailable} while the directory cannot be reached.
 */
public interface TeamDirectory {

	/** The organisation that teams belong to where none is named: the oldest. */
	Organisation organisation();

	/**
	 * Keeps a new team.
	 * @return false when another has its name already
	 */
	boolean add(Team team);

	Optional<Team> find(UUID id);

	/** All teams by name. */
	List<Team> list();

}
