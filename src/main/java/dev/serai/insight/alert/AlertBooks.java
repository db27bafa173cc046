package dev.serai.insight.alert;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Where alerts are kept. Every method ends with the refusal 503
 * {@code dependency_unavailable} while the books cannot be reached.
 */
public interface AlertBooks {

	/** A rule's open alerts. */
	List<OpenAlert> open(UUID rule);

	/**
	 * Keeps all changes, and with them what is to be told on the channels, or nothing. Of
	 * an alert that another node raised or resolved meanwhile nothing is told twice.
	 * @param channels by name
	 * @return summaries of what was raised
	 */
	List<String> keep(Rule rule, List<Change> changes, List<String> channels, Instant now);

	/** Resolves a rule's open alerts; nobody is told. */
	void drop(UUID rule, Instant now);

	/** Alerts, newest first. */
	List<Alert> list(Filter filter);

	Optional<Alert> find(UUID id);

	/** Notes who knows of an alert; one that somebody knows of already is left alone. */
	void acknowledge(UUID id, String actor, Instant at);

	/**
	 * Which alerts.
	 *
	 * @param teams of these teams alone; null for all, also those of no team
	 * @param open true for open ones, false for resolved ones, null for both
	 */
	record Filter(@Nullable Set<UUID> teams, @Nullable Boolean open, @Nullable Kind kind, int most) {
	}

}
