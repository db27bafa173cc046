package dev.serai.gateway.budget;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Whose spending a budget limits.
 *
 * @param organisationId the organisation
 * @param teamId null for an organisation's budget
 * @param keyId the key of a key's budget
 * @param feature the team's feature of a feature's budget
 */
public record Scope(Kind kind, UUID organisationId, @Nullable UUID teamId, @Nullable UUID keyId,
		@Nullable String feature) {

	/**
	 * The kind of a scope, narrowest first. Rows are locked in this order, so that those
	 * that many calls share are locked for the shortest time.
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
