package dev.serai.admin.organisation;

import java.util.UUID;

import dev.serai.gateway.access.Operator;
import dev.serai.gateway.access.TeamDirectory;
import dev.serai.gateway.cache.AnswerCache;
import dev.serai.ledger.audit.AuditTrail;
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
	 * @param team null for all teams
	 * @throws CallRefused 404 {@code team_not_found}, 503 when the cache cannot be
	 * reached
	 */
	public void purge(Operator operator, @Nullable UUID team) {
		operator.mustBeAdmin();
		if (team != null && this.teams.find(team).isEmpty()) {
			throw Refusal.notFound("team", "team");
		}
		this.audit.changing(() -> {
			this.audit.record(operator, "purge", "cache", (team != null) ? team.toString() : ALL, null, null);
			this.cache.forget(team);
			return null;
		});
	}

}
