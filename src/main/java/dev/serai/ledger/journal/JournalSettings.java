package dev.serai.ledger.journal;

import java.nio.file.Path;

/**
 * How a journal is kept.
 *
 * @param directory where; made when it is not there
 * @param maxBytes how much of the disk it may take, at least 4 MiB
 * @param sync when what was written is forced to the device
 */
public record JournalSettings(Path directory, long maxBytes, Sync sync) {

	private static final int MIB = 1024 * 1024;

	private static final int LARGEST_SEGMENT = 8 * MIB;

	public JournalSettings {
		if (maxBytes < 4 * MIB) {
			throw new IllegalArgumentException("A journal needs 4 MiB at least, not " + maxBytes + " bytes");
		}
	}

	/** The size of one of its files. */
	int segmentBytes() {
		return (int) Math.clamp(this.maxBytes / 8, MIB, LARGEST_SEGMENT);
	}

	/**
	 * When what was written is forced to the device. A killed process loses nothing
	 * either way; a machine that loses power may lose what was not forced yet.
	 */
	public enum Sync {

		/** Some 20 times a second. */
		INTERVAL,
		/** Before each write returns: a caller's answer waits for the device. */
		ALWAYS

	}

}
