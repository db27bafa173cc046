package dev.serai.insight.analytics;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** What administrators changed, to be looked at. */
public interface AdminEvents {

	/**
	 * Events, newest first.
	 * @param before only events older than this one; null begins with the newest
	 * @param limit the most to give
	 */
	List<AdminEvent> newest(AdminEventFilter filter, @Nullable UUID before, int limit);

}
