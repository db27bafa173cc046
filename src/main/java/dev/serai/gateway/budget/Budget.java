package dev.serai.gateway.budget;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

/**
 * A limit of spending.
 *
 * @param owner the name of the team, key, feature or organisation, for people
 * @param zone the time zone in which its windows begin
 * @param limitUsd 0 allows no spending
 * @param softPercent percentages of the limit at which an alert is raised, 1 to 100,
 * ascending
 * @param hard whether calls that could exceed the limit are refused
 */
public record Budget(UUID id, Scope scope, String owner, Period period, ZoneId zone, BigDecimal limitUsd,
		List<Integer> softPercent, boolean hard, Instant createdAt) {

	/** Returns the window that contains a moment. */
	public Window window(Instant at) {
		return this.period.window(at, this.zone);
	}

}
