package dev.serai.insight.compliance;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where the reports on closed months are kept, each as it was when it was made. */
public interface ReportArchive {

	/** Since when there is anything to report on. */
	Instant beginning();

	/** The latest months first. */
	List<Entry> entries();

	/** A report as the text that was kept. */
	Optional<String> document(UUID id);

	/**
	 * Keeps a report.
	 * @return false when there is one on its month already
	 */
	boolean add(Entry entry, String document);

	/**
	 * A report that is kept.
	 *
	 * @param from the beginning of its month, UTC
	 * @param to that of the next
	 * @param sha256 over the document, in hexadecimal; the audit log holds it as well
	 */
	record Entry(UUID id, Instant from, Instant to, Instant madeAt, String sha256) {
	}

}
