package dev.serai.platform.start;

import java.util.UUID;

/**
 * This program among others that share a database: what it has leased and the sequence of
 * its records go by this name.
 *
 * @param id kept in the data directory, so the same after a restart
 */
public record Node(UUID id) {
}
