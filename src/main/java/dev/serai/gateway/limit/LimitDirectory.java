package dev.serai.gateway.limit;

import java.util.List;
import java.util.Optional;

/**
 * Stores limits. Every method throws the refusal 503 {@code dependency_unavailable} while
 * the store cannot be reached.
 */
public interface LimitDirectory {

	/** Returns all limits, by scope and subject. */
	List<Limit> list();

	Optional<Limit> find(Scope scope, String subject);

	/** Stores a limit and replaces the one that its subject has. */
	void put(Limit limit);

	/**
	 * Removes a limit.
	 * @return false when there is none
	 */
	boolean remove(Scope scope, String subject);

}
