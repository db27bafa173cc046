package dev.serai.admin.organisation;

import java.util.UUID;

import dev.serai.gateway.access.Operator;
import dev.serai.gateway.access.TeamDirectory;
import dev.serai.gateway.cache.AnswerCache;
import dev.serai.ledger.audit.AuditTrail;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/** Empties the answer cache. */
public final class CacheAdministration {

	private static final String ALL = "all";

	private final AnswerCache cache;

	private final TeamDirectory teams;

	private final AuditTrail audit;

	public CacheAdministration(AnswerCache cache, TeamDirectory teams, AuditTrail audit) {
		this.cache = cache;
		this.teams = teams;
		this.audit = audit;
	}

	/**
	 * Removes a team's cached answers.
	 * @param team its id; null for all teams
	 * @throws CallRefused 404 {@code team_not_found}, 503 when the cache cannot be
	 * reached
	 */
	public void purge(Operator operator, @Nullable String team) {
		operator.mustBeAdmin();
		UUID id = (team != null) ? existing(team) : null;
		this.audit.changing(() -> {
			this.audit.record(operator, "purge", "cache", (id != null) ? id.toString() : ALL, null, null);
			this.cache.forget(id);
			return null;
		});
	}

	private UUID existing(String team) {
		try {
			UUID id = UUID.fromString(team);
			if (this.teams.find(id).isPresent()) {
				return id;
			}
		}
		catch (IllegalArgumentException ex) {
			// Reported below, like an unknown id.
		}
		throw ApiError.of(404, "invalid_request_error", "team_not_found", "There is no team with this id.")
			.at("team")
			.refused();
	}

}
