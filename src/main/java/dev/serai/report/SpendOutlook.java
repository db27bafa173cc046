package dev.serai.report;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** Says what a month will have cost at its end. */
@FunctionalInterface
public interface SpendOutlook {

	/**
	 * @param team null means all teams
	 * @param now up to when is known what was spent
	 * @param zone by whose clock the month is the one of {@code now}
	 * @return empty where too little is known
	 */
	Optional<Outlook> monthEnd(@Nullable UUID team, Instant now, ZoneId zone);

}
