package dev.serai.gateway.limit;

import java.util.List;
import java.util.Optional;

/**
 * Where limits are kept. Every method ends with the refusal 503
 * {@code dependency_unavailable} while the directory cannot be reached.
 */
public interface LimitDirectory {

	/** All limits, by scope and subject. */
	List<Limit> list();

	Optional<Limit> find(Scope scope, String subject);

	/** Keeps a limit in place of the one that its subject has, if it has one. */
	void put(Limit limit);

	/**
	 * Ends a limit.
	 * @return false when there is none
	 */
	boolean remove(Scope scope, String subject);

}
