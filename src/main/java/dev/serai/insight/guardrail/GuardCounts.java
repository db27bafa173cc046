package dev.serai.insight.guardrail;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** What the records say that guardrails found. */
public interface GuardCounts {

	/**
	 * Counts since a moment.
	 * @param teams whose calls are counted; null means everybody's
	 */
	List<Count> since(Instant from, @Nullable Set<UUID> teams);

	/**
	 * One sort of finding.
	 *
	 * @param calls in so many calls
	 * @param findings so many times
	 */
	record Count(String guard, String finding, String direction, String action, long calls, long findings) {
	}

}
