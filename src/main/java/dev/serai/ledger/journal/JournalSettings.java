package dev.serai.ledger.journal;

import java.nio.file.Path;

/**
 * Settings of a journal.
 *
 * @param directory created when it does not exist
 * @param maxBytes the maximum size on disk, at least 4 MiB
 * @param sync when entries are forced to the device
 */
public record JournalSettings(Path directory, long maxBytes, Sync sync) {

	private static final int MIB = 1024 * 1024;

	private static final int LARGEST_SEGMENT = 8 * MIB;

	public JournalSettings {
		if (maxBytes < 4 * MIB) {
			throw new IllegalArgumentException("A journal needs 4 MiB at least, not " + maxBytes + " bytes");
		}
	}

	/** Returns the size of a file. */
	int segmentBytes() {
		return (int) Math.clamp(this.maxBytes / 8, MIB, LARGEST_SEGMENT);
	}

	/**
	 * When entries are forced to the device. A killed process loses nothing either way; a
	 * power failure may lose entries that were not forced yet.
	 */
	public enum Sync {

		/** Some 20 times a second. */
		INTERVAL,
		/** Before each write returns: responses wait for the device. */
		ALWAYS

	}

}
