package dev.serai.ledger.config;

import dev.serai.ledger.journal.JournalSettings;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Records on disk, in the data directory, until they are in the database.
 *
 * @param maxBytes how much of the disk they may take, at least 4 MiB; calls are refused
 * with 503 when that is full
 * @param sync when they are forced to the device: {@code interval}, some 20 times a
 * second, or {@code always}, before each answer is complete
 */
@ConfigurationProperties("serai.journal")
record JournalProperties(@DefaultValue("1073741824") long maxBytes,
		@DefaultValue("interval") JournalSettings.Sync sync) {
}
