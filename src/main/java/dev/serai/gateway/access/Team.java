package dev.serai.gateway.access;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Who pays.
 *
 * @param organisationId whose team it is
 * @param zone by whose clock its days, weeks and months begin
 * @param ownZone whether that is the team's own; else it is the organisation's
 * @param allowedModels what its keys may call; empty means all
 * @param archivedAt since when its keys do not work any more; null when they do
 */
public record Team(UUID id, UUID organisationId, String name, ZoneId zone, boolean ownZone, Set<String> allowedModels,
		Instant createdAt, @Nullable Instant archivedAt) {

	/** A new team, which goes by its organisation's clock and may call all models. */
	public Team(UUID id, UUID organisationId, String name, ZoneId zone, Instant createdAt) {
		this(id, organisationId, name, zone, false, Set.of(), createdAt, null);
	}

}
