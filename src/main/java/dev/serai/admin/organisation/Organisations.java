package dev.serai.admin.organisation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.serai.gateway.access.KeyCache;
import dev.serai.gateway.access.Operator;
import dev.serai.gateway.access.Organisation;
import dev.serai.gateway.access.Team;
import dev.serai.gateway.access.TeamDirectory;
import dev.serai.gateway.call.NameRule;
import dev.serai.ledger.audit.AuditTrail;
import dev.serai.platform.error.CallRefused;
import dev.serai.platform.json.Patch;

/** Manages organisations for admins. */
public final class Organisations {

	private static final String KIND = "organisation";

	private static final ZoneId UTC = ZoneId.of("UTC");

	private final TeamDirectory teams;

	private final KeyCache keyCache;

	private final AuditTrail audit;

	private final Clock clock;

	public Organisations(TeamDirectory teams, KeyCache keyCache, AuditTrail audit, Clock clock) {
		this.teams = teams;
		this.keyCache = keyCache;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Returns organisations by name: all, or those of the teams that the operator may
	 * see.
	 */
	public List<OrganisationFacts> list(Operator operator) {
		List<Organisation> all = this.teams.organisations();
		if (operator.seesAll()) {
			return all.stream().map(OrganisationFacts::of).toList();
		}
		Set<UUID> visible = this.teams.list()
			.stream()
			.filter(team -> operator.sees(team.id()))
			.map(Team::organisationId)
			.collect(Collectors.toSet());
		return all.stream().filter(one -> visible.contains(one.id())).map(OrganisationFacts::of).toList();
	}

	/**
	 * @throws CallRefused 400, or 409 {@code organisation_exists}
	 */
	public OrganisationFacts create(Operator operator, WantedOrganisation wanted) {
		operator.mustBeAdmin();
		Organisation organisation = organisation(UUID.randomUUID(), wanted, this.clock.instant());
		OrganisationFacts facts = OrganisationFacts.of(organisation);
		return this.audit.changing(() -> {
			if (!this.teams.add(organisation)) {
				throw Refusal.exists(KIND);
			}
			this.audit.record(operator, "create", KIND, organisation.id().toString(), null, facts);
			return facts;
		});
	}

	/**
	 * Changes the given fields.
	 * @throws CallRefused 400, 404 {@code organisation_not_found} or 409 {@code
	 * organisation_exists}
	 */
	public OrganisationFacts change(Operator operator, UUID id, Patch patch) {
		operator.mustBeAdmin();
		OrganisationFacts changed = this.audit.changing(() -> {
			Organisation before = this.teams.lockOrganisation(id).orElseThrow(() -> Refusal.notFound(KIND));
			Organisation after = organisation(id, patch.onto(new WantedOrganisation(before.name(), before.zone())),
					before.createdAt());
			if (!this.teams.update(after)) {
				throw Refusal.exists(KIND);
			}
			OrganisationFacts facts = OrganisationFacts.of(after);
			this.audit.record(operator, "update", KIND, id.toString(), OrganisationFacts.of(before), facts);
			return facts;
		});
		this.keyCache.forgetKeysOf(id);
		return changed;
	}

	private static Organisation organisation(UUID id, WantedOrganisation wanted, Instant createdAt) {
		return new Organisation(id, NameRule.name("name", wanted.name()),
				(wanted.timeZone() != null) ? wanted.timeZone() : UTC, createdAt);
	}

}
