package dev.serai.admin.organisation;

import java.util.UUID;

import dev.serai.gateway.access.Operator;
import dev.serai.gateway.access.TeamDirectory;
import dev.serai.gateway.cache.AnswerCache;
import dev.serai.ledger.audit.AuditTrail;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/** The cache of answers, as an operator empties it. */
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
	 * Forgets a team's answers.
	 * @param team its id; null for all teams
	 * @throws CallRefused 404 {@code team_not_found}, 503 when it cannot be done now
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
			// Told below, like an id that no team has.
		}
		throw ApiError.of(404, "invalid_request_error", "team_not_found", "There is no team with this id.")
			.at("team")
			.refused();
	}

}
