package dev.serai.gateway.budget;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Whose spending a budget is for.
 *
 * @param organisationId the organisation that all of it belongs to
 * @param teamId null for an organisation's budget
 * @param keyId the key, where the budget is a key's
 * @param feature the feature within the team, where the budget is a feature's
 */
public record Scope(Kind kind, UUID organisationId, @Nullable UUID teamId, @Nullable UUID keyId,
		@Nullable String feature) {

	/**
	 * What sort of thing spends, the narrowest first: rows are locked in this order, so
	 * that what many share is held shortest.
	 */
	public enum Kind {

		/** One key of a team. */
		KEY,
		/** One feature of a team. */
		FEATURE,
		/** A team. */
		TEAM,
		/** All teams together. */
		ORGANISATION

	}

}
