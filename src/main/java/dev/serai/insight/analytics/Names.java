package dev.serai.insight.analytics;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What teams and keys are called now. */
public interface Names {

	/** The names of those of the teams that there are. */
	Map<UUID, String> ofTeams(Set<UUID> ids);

	/** The names of those of the keys that there are. */
	Map<UUID, String> ofKeys(Set<UUID> ids);

}
