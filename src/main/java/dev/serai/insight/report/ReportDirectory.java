package dev.serai.insight.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where it is kept which reports are wanted. Every method ends with the refusal 503
 * {@code dependency_unavailable} while the directory cannot be reached.
 */
public interface ReportDirectory {

	/** All, oldest first. */
	List<Report> list();

	Optional<Report> find(UUID id);

	/** The same, and nobody else changes it until the transaction under way has ended. */
	Optional<Report> lock(UUID id);

	void add(Report report);

	/** Keeps what may change of a report. */
	void update(Report report);

	/** Removes it with its deliveries. */
	void delete(UUID id);

	/** Those that are due. */
	List<Report> due(Instant now);

}
