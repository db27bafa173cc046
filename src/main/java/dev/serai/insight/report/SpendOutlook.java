package dev.serai.insight.report;

import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** Forecasts the spend of the current month. */
@FunctionalInterface
public interface SpendOutlook {

	/**
	 * @param team null means all teams
	 * @param zone the time zone of the month
	 * @return empty with too little history
	 */
	Optional<MonthOutlook> monthEnd(@Nullable UUID team, ZoneId zone);

}
