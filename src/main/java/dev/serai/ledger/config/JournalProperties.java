package dev.serai.ledger.config;

import dev.serai.ledger.journal.JournalSettings;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the journal, which keeps records in the data directory until they are in
 * the database.
 *
 * @param maxBytes the maximum size on disk, at least 4 MiB; when it is full, calls are
 * refused with 503
 * @param sync when records are forced to the device: {@code interval}, some 20 times a
 * second, or {@code always}, before each response is complete
 */
@ConfigurationProperties("serai.journal")
record JournalProperties(@DefaultValue("1073741824") long maxBytes,
		@DefaultValue("interval") JournalSettings.Sync sync) {
}
