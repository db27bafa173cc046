package dev.serai.insight.alert.source;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Which breakers are not closed, told by each node of its own. */
public interface BreakerReports {

	/** All of this node's that are not closed now, and since when. */
	void report(Map<String, Instant> open);

	/**
	 * Those of nodes that have reported within that time: what a node that has gone said
	 * last does not count.
	 */
	List<Report> current(Duration within);

	/** A breaker that is not closed. */
	record Report(UUID node, String deployment, Instant since) {
	}

}
