package dev.serai.insight.alert;

import java.util.UUID;

/** What an evaluation does to a rule's alerts. */
public sealed interface Change {

	/** A new alert. */
	record Raise(Sighting sighting) implements Change {
	}

	/** It goes on. */
	record Keep(UUID alert, Sighting sighting) implements Change {
	}

	/** It goes on, and who was told is told again. */
	record Remind(UUID alert, Sighting sighting) implements Change {
	}

	/** Nothing was found of it, but not often enough yet. */
	record Calm(UUID alert, int times) implements Change {
	}

	/** It is over. */
	record Resolve(UUID alert) implements Change {
	}

}
