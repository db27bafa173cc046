package dev.serai.gateway.access;

import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;

/**
 * A company or a part of one, which groups teams.
 *
 * @param zone the time zone in which days, weeks and months begin, where a team has no
 * other
 */
public record Organisation(UUID id, String name, ZoneId zone, Instant createdAt) {
}
