package dev.serai.insight.analytics;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Reads the current names of teams and keys. */
public interface Names {

	/** Returns the names of the teams that still exist. */
	Map<UUID, String> ofTeams(Set<UUID> ids);

	/**
	 * Returns the names of the keys that still exist, each with its team: {@code team /
	 * key}.
	 */
	Map<UUID, String> ofKeys(Set<UUID> ids);

}
