package dev.serai.access;

import java.time.Instant;
import java.util.UUID;

/** Who pays. */
public record Team(UUID id, String name, Instant createdAt) {
}
