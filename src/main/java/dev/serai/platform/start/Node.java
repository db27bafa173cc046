package dev.serai.platform.start;

import java.util.UUID;

/**
 * This node among those that share a database. Its leases and the sequence of its records
 * use this id.
 *
 * @param id stored in the data directory, so it stays the same after a restart
 */
public record Node(UUID id) {
}
