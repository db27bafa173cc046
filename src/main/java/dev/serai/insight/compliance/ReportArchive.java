package dev.serai.insight.compliance;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Stores the reports on closed months unchanged. */
public interface ReportArchive {

	/** Returns when the first data to report on was recorded. */
	Instant beginning();

	/** Returns the entries, latest months first. */
	List<Entry> entries();

	/** Returns a report's document as it was stored. */
	Optional<String> document(UUID id);

	/**
	 * Stores a report.
	 * @return false when its month already has one
	 */
	boolean add(Entry entry, String document);

	/**
	 * A stored report.
	 *
	 * @param from the start of its month, UTC
	 * @param to the start of the next month
	 * @param sha256 the document's hash in hexadecimal; the audit log contains it as well
	 */
	record Entry(UUID id, Instant from, Instant to, Instant madeAt, String sha256) {
	}

}
