package dev.serai.insight.alert;

import java.util.UUID;

/** A change that an evaluation makes to a rule's alerts. */
public sealed interface Change {

	/** Raises a new alert. */
	record Raise(Sighting sighting) implements Change {
	}

	/** Keeps an alert open. */
	record Keep(UUID alert, Sighting sighting) implements Change {
	}

	/** Keeps an alert open and sends a reminder. */
	record Remind(UUID alert, Sighting sighting) implements Change {
	}

	/**
	 * Counts an evaluation without a finding; too few in a row yet to resolve the alert.
	 */
	record Calm(UUID alert, int times) implements Change {
	}

	/** Resolves an alert. */
	record Resolve(UUID alert) implements Change {
	}

}
