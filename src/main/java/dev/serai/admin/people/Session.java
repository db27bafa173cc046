package dev.serai.admin.people;

import java.time.Instant;
import java.util.UUID;

/**
 * A session of a signed-in person.
 *
 * @param id what the browser's cookie holds
 * @param generation the person's generation at sign-in
 * @param endsAt when it ends at the latest
 * @param csrfToken what the session's pages send with each change
 */
public record Session(String id, UUID person, long generation, Instant endsAt, String csrfToken) {

	@Override
	public String toString() {
		return "Session[" + this.person + "]";
	}

}
