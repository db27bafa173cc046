package dev.serai.gateway.access;

import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;

/**
 * A company or a part of one: what its teams have in common.
 *
 * @param zone by whose clock days, weeks and months begin where a team has no other
 */
public record Organisation(UUID id, String name, ZoneId zone, Instant createdAt) {
}
