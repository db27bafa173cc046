package dev.serai.admin.people;

import java.time.Instant;
import java.util.UUID;

/**
 * A session of a signed-in person.
 *
 * @param generation the person's generation at sign-in
 * @param seenAt the last request in it, to the minute
 */
public record Session(UUID person, long generation, Instant openedAt, Instant seenAt) {
}
