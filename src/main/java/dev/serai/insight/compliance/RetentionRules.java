package dev.serai.insight.compliance;

import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** Stores retention rules. */
public interface RetentionRules {

	/** Returns the rules in days, by the id of the team or organisation. */
	Map<UUID, Integer> days();

	/**
	 * Stores a rule.
	 * @param subject the id of a team or an organisation
	 * @param days null deletes the rule
	 */
	void keep(Scope scope, UUID subject, @Nullable Integer days);

	/** The scope of a rule. */
	enum Scope {

		/** All teams of an organisation without a rule of their own. */
		ORGANISATION,
		/** One team. */
		TEAM

	}

}
