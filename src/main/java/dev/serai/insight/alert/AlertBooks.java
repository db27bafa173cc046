package dev.serai.insight.alert;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Stores alerts. Every method throws the refusal 503 {@code dependency_unavailable} while
 * the store cannot be reached.
 */
public interface AlertBooks {

	/** Returns a rule's open alerts. */
	List<OpenAlert> open(UUID rule);

	/**
	 * Stores all changes together with the notifications that they cause, in one
	 * transaction. If another node raised or resolved the same alert meanwhile, no second
	 * notification is stored.
	 * @param channels names of the channels to notify
	 * @return summaries of the alerts that were raised
	 */
	List<String> keep(Rule rule, List<Change> changes, List<String> channels, Instant now);

	/** Resolves a rule's open alerts without notifying anyone. */
	void drop(UUID rule, Instant now);

	/** Lists alerts, newest first. */
	List<Alert> list(Filter filter);

	Optional<Alert> find(UUID id);

	/**
	 * Records who acknowledged an alert. An alert that is acknowledged already stays
	 * unchanged.
	 */
	void acknowledge(UUID id, String actor, Instant at);

	/**
	 * Selects alerts.
	 *
	 * @param teams only alerts of these teams; null for all alerts, also those without a
	 * team
	 * @param open true for open alerts, false for resolved ones, null for both
	 */
	record Filter(@Nullable Set<UUID> teams, @Nullable Boolean open, @Nullable Kind kind, int most) {
	}

}
