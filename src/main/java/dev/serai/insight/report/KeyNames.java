package dev.serai.insight.report;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Reads the current names of keys. */
@FunctionalInterface
public interface KeyNames {

	/** Returns the names of the keys that still exist, each with its team. */
	Map<UUID, String> of(Set<UUID> keys);

}
