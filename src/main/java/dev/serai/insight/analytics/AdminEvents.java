package dev.serai.insight.analytics;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** Reads administrative events. */
public interface AdminEvents {

	/**
	 * Returns events, newest first.
	 * @param before only events older than this one; null starts with the newest
	 * @param limit the maximum number of events
	 */
	List<AdminEvent> newest(AdminEventFilter filter, @Nullable UUID before, int limit);

}
