package dev.serai.access;

import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;

/**
 * Who pays.
 *
 * @param organisationId whose team it is
 * @param zone by whose clock its days, weeks and months begin
 */
public record Team(UUID id, UUID organisationId, String name, ZoneId zone, Instant createdAt) {
}
