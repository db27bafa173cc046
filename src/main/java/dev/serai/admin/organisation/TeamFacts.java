package dev.serai.admin.organisation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.serai.gateway.access.Team;
import org.jspecify.annotations.Nullable;

/**
 * A team as the API returns it.
 *
 * @param timeZone the zone of its days, weeks and months: its own or its organisation's
 * @param allowedModels empty allows all
 */
public record TeamFacts(UUID id, UUID organisationId, String name, String timeZone, List<String> allowedModels,
		Instant createdAt, @Nullable Instant archivedAt) {

	static TeamFacts of(Team team) {
		return new TeamFacts(team.id(), team.organisationId(), team.name(), team.zone().getId(),
				team.allowedModels().stream().sorted().toList(), team.createdAt(), team.archivedAt());
	}

}
