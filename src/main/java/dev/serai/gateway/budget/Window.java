package dev.serai.gateway.budget;

import java.time.Instant;

/**
 * A period of time with its own count of spending.
 *
 * @param start its first moment
 * @param end the first moment after it
 */
public record Window(Instant start, Instant end) {

	public boolean holds(Instant at) {
		return !at.isBefore(this.start) && at.isBefore(this.end);
	}

}
