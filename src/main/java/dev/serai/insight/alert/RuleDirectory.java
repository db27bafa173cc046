package dev.serai.insight.alert;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Stores rules. Every method throws the refusal 503 {@code dependency_unavailable} while
 * the store cannot be reached.
 */
public interface RuleDirectory {

	/** Returns all rules, oldest first. */
	List<Rule> list();

	Optional<Rule> find(UUID id);

	/** Reads a rule and locks it until the transaction ends. */
	Optional<Rule> lock(UUID id);

	void add(Rule rule);

	/** Stores the changed fields of a rule. */
	void update(Rule rule);

	/** Deletes a rule and resolves its open alerts without notifications. */
	void delete(UUID id);

	/**
	 * Imports rules by name, each once, also across several nodes. A rule that was
	 * imported before and deleted since is not imported again.
	 */
	void takeOver(List<Rule> rules);

}
