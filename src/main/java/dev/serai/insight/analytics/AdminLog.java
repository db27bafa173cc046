package dev.serai.insight.analytics;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Serves administrative events to the API. Parameters are raw and may be null; an invalid
 * one ends with the refusal 400 that names it.
 */
public final class AdminLog {

	private final AdminEvents events;

	public AdminLog(AdminEvents events) {
		this.events = events;
	}

	/**
	 * Returns a page of events, newest first.
	 * @param from a date (UTC) or a date and time with offset; null for no lower bound
	 * @param to likewise, exclusive; null means until now
	 * @param limit 1 to 500, 50 when null
	 * @param before the {@code next} of the previous page
	 */
	public AdminEventPage events(@Nullable String actor, @Nullable String kind, @Nullable String subject,
			@Nullable String from, @Nullable String to, @Nullable String limit, @Nullable String before) {
		Instant start = Parameters.moment("from", from);
		Instant end = Parameters.moment("to", to);
		int size = Parameters.limit(limit);
		UUID last = Parameters.cursor(before);
		List<AdminEvent> found = this.events.newest(new AdminEventFilter(actor, kind, subject, start, end), last,
				size + 1);
		if (found.size() <= size) {
			return new AdminEventPage(found, null);
		}
		List<AdminEvent> page = found.subList(0, size);
		return new AdminEventPage(page, Cursor.after(page.getLast().id()));
	}

}
