package dev.serai.insight.report;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What keys are called now. */
@FunctionalInterface
public interface KeyNames {

	/** The names of those of the keys that there are. */
	Map<UUID, String> of(Set<UUID> keys);

}
