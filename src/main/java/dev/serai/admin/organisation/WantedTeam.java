package dev.serai.admin.organisation;

import java.time.ZoneId;
import java.util.Set;
import java.util.UUID;

import dev.serai.gateway.access.Team;
import dev.serai.gateway.call.NameRule;
import org.jspecify.annotations.Nullable;

/**
 * A team as an operator sends it.
 *
 * @param organisationId null for the first organisation
 * @param timeZone null for the organisation's
 * @param allowedModels null for all
 */
public record WantedTeam(String name, @Nullable UUID organisationId, @Nullable ZoneId timeZone,
		@Nullable Set<String> allowedModels) {

	static final int LONGEST_MODEL = 256;

	static WantedTeam of(Team team) {
		return new WantedTeam(team.name(), team.organisationId(), team.ownZone() ? team.zone() : null,
				team.allowedModels());
	}

	Set<String> models() {
		return (this.allowedModels != null) ? NameRule.set("allowedModels", this.allowedModels, LONGEST_MODEL)
				: Set.of();
	}

}
