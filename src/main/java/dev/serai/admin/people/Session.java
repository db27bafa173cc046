package dev.serai.admin.people;

import java.time.Instant;
import java.util.UUID;

/**
 * That somebody has signed in.
 *
 * @param generation the person's when they did
 * @param seenAt when something was last asked in it, to a minute
 */
public record Session(UUID person, long generation, Instant openedAt, Instant seenAt) {
}
