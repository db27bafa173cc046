package dev.serai.gateway.access;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A team, which pays for its keys' calls.
 *
 * @param organisationId its organisation
 * @param zone the time zone in which its days, weeks and months begin
 * @param ownZone whether that is the team's own; otherwise it is the organisation's
 * @param allowedModels the models that its keys may call; empty means all
 * @param archivedAt when it was archived, which invalidates its keys; null when it was
 * not
 */
public record Team(UUID id, UUID organisationId, String name, ZoneId zone, boolean ownZone, Set<String> allowedModels,
		Instant createdAt, @Nullable Instant archivedAt) {

	/** A new team in its organisation's time zone that may call all models. */
	public Team(UUID id, UUID organisationId, String name, ZoneId zone, Instant createdAt) {
		this(id, organisationId, name, zone, false, Set.of(), createdAt, null);
	}

}
