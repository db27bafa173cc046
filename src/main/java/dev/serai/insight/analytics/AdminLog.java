package dev.serai.insight.analytics;

import java.util.List;

/** Serves administrative events to the API. */
public final class AdminLog {

	private final AdminEvents events;

	public AdminLog(AdminEvents events) {
		this.events = events;
	}

	/** Returns a page of events, newest first. */
	public AdminEventPage events(AdminEventFilter filter, Page wanted) {
		int size = wanted.size();
		List<AdminEvent> found = this.events.newest(filter, wanted.cursor(), size + 1);
		if (found.size() <= size) {
			return new AdminEventPage(found, null);
		}
		List<AdminEvent> page = found.subList(0, size);
		return new AdminEventPage(page, Cursor.after(page.getLast().id()));
	}

}
