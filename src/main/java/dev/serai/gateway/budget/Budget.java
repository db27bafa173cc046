package dev.serai.gateway.budget;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

/**
 * A limit to what may be spent.
 *
 * @param owner the name of whose budget it is, for people
 * @param zone by whose clock its windows begin
 * @param limitUsd 0 means that nothing may be spent
 * @param softPercent at which parts of the limit an alert is raised, 1 to 100, rising
 * @param hard whether calls are refused that could exceed the limit
 */
public record Budget(UUID id, Scope scope, String owner, Period period, ZoneId zone, BigDecimal limitUsd,
		List<Integer> softPercent, boolean hard, Instant createdAt) {

	/** The window that holds a moment. */
	public Window window(Instant at) {
		return this.period.window(at, this.zone);
	}

}
