package dev.serai.admin.organisation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

import dev.serai.gateway.access.KeyCache;
import dev.serai.gateway.access.Operator;
import dev.serai.gateway.access.Organisation;
import dev.serai.gateway.access.Team;
import dev.serai.gateway.access.TeamDirectory;
import dev.serai.gateway.call.NameRule;
import dev.serai.ledger.audit.AuditTrail;
import dev.serai.platform.error.CallRefused;
import dev.serai.platform.json.Patch;
import org.jspecify.annotations.Nullable;

/** Manages teams for operators. */
public final class Teams {

	private static final String KIND = "team";

	private final TeamDirectory teams;

	private final KeyCache keyCache;

	private final AuditTrail audit;

	private final Clock clock;

	public Teams(TeamDirectory teams, KeyCache keyCache, AuditTrail audit, Clock clock) {
		this.teams = teams;
		this.keyCache = keyCache;
		this.audit = audit;
		this.clock = clock;
	}

	/** Returns the teams that the operator may see, by name. */
	public List<TeamFacts> list(Operator operator) {
		return this.teams.list().stream().filter(team -> operator.sees(team.id())).map(TeamFacts::of).toList();
	}

	/**
	 * @throws CallRefused 404 {@code team_not_found}
	 */
	public TeamFacts find(Operator operator, UUID id) {
		operator.mustSee(id);
		return TeamFacts.of(this.teams.find(id).orElseThrow(() -> Refusal.notFound(KIND)));
	}

	/**
	 * @throws CallRefused 400, 404 {@code organisation_not_found} or 409
	 * {@code team_exists}
	 */
	public TeamFacts create(Operator operator, WantedTeam wanted) {
		operator.mustBeAdmin();
		Organisation organisation = organisation(wanted.organisationId());
		Team team = team(UUID.randomUUID(), organisation, wanted, this.clock.instant());
		TeamFacts facts = TeamFacts.of(team);
		return this.audit.changing(() -> {
			if (!this.teams.add(team)) {
				throw Refusal.exists(KIND);
			}
			this.audit.record(operator, "create", KIND, team.id().toString(), null, facts);
			return facts;
		});
	}

	private Organisation organisation(@Nullable UUID id) {
		return (id != null)
				? this.teams.findOrganisation(id).orElseThrow(() -> Refusal.notFound("organisation", "organisationId"))
				: this.teams.organisation();
	}

	/**
	 * Changes the given fields. {@code "timeZone":null} applies the organisation's.
	 * @throws CallRefused 400; 403 when an owner changes what the team may use; 404
	 * {@code team_not_found}; 409 {@code team_exists} or {@code team_archived}
	 */
	public TeamFacts change(Operator operator, UUID id, Patch patch) {
		operator.mustManage(id);
		if (patch.has("allowedModels")) {
			// Owners must not extend their own rights.
			operator.mustBeAdmin();
		}
		TeamFacts changed = this.audit.changing(() -> {
			Team before = this.teams.lock(id).orElseThrow(() -> Refusal.notFound(KIND));
			if (before.archivedAt() != null) {
				throw Refusal.ended(KIND, "archived");
			}
			Team after = team(id, organisation(before.organisationId()), patch.onto(WantedTeam.of(before)),
					before.createdAt());
			if (!this.teams.update(after)) {
				throw Refusal.exists(KIND);
			}
			TeamFacts facts = TeamFacts.of(after);
			this.audit.record(operator, "update", KIND, id.toString(), TeamFacts.of(before), facts);
			return facts;
		});
		this.keyCache.forgetKeysOf(id);
		return changed;
	}

	private static Team team(UUID id, Organisation organisation, WantedTeam wanted, Instant createdAt) {
		ZoneId zone = wanted.timeZone();
		return new Team(id, organisation.id(), NameRule.name("name", wanted.name()),
				(zone != null) ? zone : organisation.zone(), zone != null, wanted.models(), createdAt, null);
	}

	/**
	 * Archives a team. Its keys stop working, on this node at once; its records and its
	 * name stay. Repeating it has no effect.
	 * @throws CallRefused 404 {@code team_not_found}
	 */
	public void archive(Operator operator, UUID id) {
		operator.mustBeAdmin();
		this.audit.changing(() -> {
			Team before = this.teams.lock(id).orElseThrow(() -> Refusal.notFound(KIND));
			if (this.teams.archive(id)) {
				this.audit.record(operator, "archive", KIND, id.toString(), TeamFacts.of(before), null);
			}
			return null;
		});
		this.keyCache.forgetKeysOf(id);
	}

}
