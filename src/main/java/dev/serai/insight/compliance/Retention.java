package dev.serai.insight.compliance;

import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import dev.serai.gateway.access.Operator;
import dev.serai.gateway.access.Organisation;
import dev.serai.gateway.access.Team;
import dev.serai.gateway.access.TeamDirectory;
import dev.serai.insight.compliance.RetentionRules.Scope;
import dev.serai.ledger.audit.AuditTrail;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/** Shows and sets how long calls are kept. */
public final class Retention {

	/** A month plus grace days, because monthly budgets are summed from the calls. */
	public static final int MINIMUM_DAYS = 35;

	private final RetentionRules rules;

	private final TeamDirectory teams;

	private final AuditTrail audit;

	public Retention(RetentionRules rules, TeamDirectory teams, AuditTrail audit) {
		this.rules = rules;
		this.teams = teams;
		this.audit = audit;
	}

	/**
	 * @throws CallRefused 404 {@code team_not_found}
	 */
	public RetentionFacts ofTeam(Operator operator, UUID id) {
		operator.mustSee(id);
		return facts(team(id), this.rules.days());
	}

	/**
	 * Sets how long a team's calls are kept. Only admins may do so, because removed calls
	 * are lost as evidence.
	 * @param days null applies the organisation's rule
	 * @throws CallRefused 403; 404 {@code team_not_found}
	 */
	public RetentionFacts changeTeam(Operator operator, UUID id, @Nullable Integer days) {
		operator.mustBeAdmin();
		return this.audit.changing(() -> {
			Team team = this.teams.lock(id).orElseThrow(() -> ApiError.notFound("team").refused());
			return change(operator, Scope.TEAM, team.id(), days, () -> facts(team, this.rules.days()));
		});
	}

	/**
	 * @throws CallRefused 404 {@code organisation_not_found}
	 */
	public RetentionFacts ofOrganisation(Operator operator, UUID id) {
		operator.mustSeeAll();
		Organisation organisation = this.teams.findOrganisation(id)
			.orElseThrow(() -> ApiError.notFound("organisation").refused());
		return facts(organisation);
	}

	/**
	 * Sets how long calls are kept for the organisation's teams without a rule of their
	 * own.
	 * @param days null keeps them forever
	 * @throws CallRefused 403; 404 {@code organisation_not_found}
	 */
	public RetentionFacts changeOrganisation(Operator operator, UUID id, @Nullable Integer days) {
		operator.mustBeAdmin();
		return this.audit.changing(() -> {
			Organisation organisation = this.teams.lockOrganisation(id)
				.orElseThrow(() -> ApiError.notFound("organisation").refused());
			return change(operator, Scope.ORGANISATION, organisation.id(), days, () -> facts(organisation));
		});
	}

	private RetentionFacts change(Operator operator, Scope scope, UUID subject, @Nullable Integer days,
			Supplier<RetentionFacts> now) {
		Map<String, @Nullable Integer> before = Collections.singletonMap("callDays", this.rules.days().get(subject));
		this.rules.keep(scope, subject, days);
		RetentionFacts after = now.get();
		this.audit.record(operator, "update", "retention", subject.toString(), before,
				Collections.singletonMap("callDays", days));
		return after;
	}

	private Team team(UUID id) {
		return this.teams.find(id).orElseThrow(() -> ApiError.notFound("team").refused());
	}

	private static RetentionFacts facts(Team team, Map<UUID, Integer> days) {
		return RetentionFacts.of(team.id(), days.get(team.id()), days.get(team.organisationId()));
	}

	private RetentionFacts facts(Organisation organisation) {
		return RetentionFacts.of(organisation.id(), this.rules.days().get(organisation.id()), null);
	}

}
