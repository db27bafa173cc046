package dev.serai.insight.report;

import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** Says what the month will have cost at its end. */
@FunctionalInterface
public interface SpendOutlook {

	/**
	 * @param team null means all teams
	 * @param zone by whose clock it is the month that is now
	 * @return empty where too little is known
	 */
	Optional<MonthOutlook> monthEnd(@Nullable UUID team, ZoneId zone);

}
