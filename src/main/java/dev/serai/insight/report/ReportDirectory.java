package dev.serai.insight.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Stores scheduled reports. Every method throws the refusal 503 {@code
 * dependency_unavailable} while the store cannot be reached.
 */
public interface ReportDirectory {

	/** Returns all reports, oldest first. */
	List<Report> list();

	Optional<Report> find(UUID id);

	/** Reads a report and locks it until the transaction ends. */
	Optional<Report> lock(UUID id);

	void add(Report report);

	/** Stores the changed fields of a report. */
	void update(Report report);

	/** Deletes a report with its deliveries. */
	void delete(UUID id);

	/** Returns the due reports. */
	List<Report> due(Instant now);

}
