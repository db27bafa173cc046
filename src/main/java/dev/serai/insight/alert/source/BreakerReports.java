package dev.serai.insight.alert.source;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The breakers that are not closed, as each node reports them. */
public interface BreakerReports {

	/**
	 * Stores all of this node's breakers that are not closed, with the time since when.
	 */
	void report(Map<String, Instant> open);

	/**
	 * Returns the reports of nodes that reported within the given time; older reports are
	 * ignored.
	 */
	List<Report> current(Duration within);

	/** A breaker that is not closed. */
	record Report(UUID node, String deployment, Instant since) {
	}

}
