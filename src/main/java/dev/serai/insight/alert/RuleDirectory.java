package dev.serai.insight.alert;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where rules are kept. Every method ends with the refusal 503
 * {@code dependency_unavailable} while the directory cannot be reached.
 */
public interface RuleDirectory {

	/** All rules, oldest first. */
	List<Rule> list();

	Optional<Rule> find(UUID id);

	/** As it is now, and nobody else changes it until the transaction has ended. */
	Optional<Rule> lock(UUID id);

	void add(Rule rule);

	/** Keeps what has changed of a rule. */
	void update(Rule rule);

	/** Removes a rule; its open alerts are resolved, and nobody is told. */
	void delete(UUID id);

	/**
	 * Takes over rules that were not taken over before, by their names: one that was
	 * deleted since does not come back. On several nodes each is taken over once.
	 */
	void takeOver(List<Rule> rules);

}
