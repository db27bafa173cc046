package dev.serai.insight.compliance;

import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** Where it is kept how long calls are kept. */
public interface RetentionRules {

	/** Days by the id of the team or organisation; who has no rule is left out. */
	Map<UUID, Integer> days();

	/**
	 * Keeps a rule.
	 * @param subject the id of a team or an organisation
	 * @param days null takes the rule away
	 */
	void keep(Scope scope, UUID subject, @Nullable Integer days);

	/** Whom a rule is for. */
	enum Scope {

		/** All of its teams that have no rule of their own. */
		ORGANISATION,
		/** One team. */
		TEAM

	}

}
