package dev.serai.forecast;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import dev.serai.analytics.Dimension;
import dev.serai.analytics.Interval;
import dev.serai.analytics.UsageQuery;
import dev.serai.analytics.UsageSum;
import dev.serai.analytics.UsageSums;
import dev.serai.budget.BudgetStanding;
import dev.serai.budget.Scope;
import dev.serai.forecast.Forecast.Expected;
import org.jspecify.annotations.Nullable;

/** When budgets will be spent. */
public final class BudgetOutlook {

	private final UsageSums usage;

	private final Function<UUID, Set<UUID>> teamsOf;

	private final Clock clock;

	/**
	 * @param teamsOf the teams of an organisation, by its id
	 */
	public BudgetOutlook(UsageSums usage, Function<UUID, Set<UUID>> teamsOf, Clock clock) {
		this.usage = usage;
		this.teamsOf = teamsOf;
		this.clock = clock;
	}

	/**
	 * When a budget is spent, if it goes on as is to be expected. What is spent already
	 * is spent now.
	 * @return empty where it lasts until its window ends even at the upper border of the
	 * band, or where too little is known
	 */
	public Optional<RunsOut> runsOut(BudgetStanding standing) {
		Instant now = this.clock.instant();
		double left = standing.budget().limitUsd().subtract(standing.spentUsd()).doubleValue();
		if (left <= 0) {
			return Optional.of(new RunsOut(now, now, now));
		}
		Instant farthest = now.plus(Duration.ofDays(Outlook.MOST_DAYS));
		Instant end = standing.window().end();
		Instant until = end.isBefore(farthest) ? end : farthest;
		return Remainder.of(usage(standing.budget().scope()), Measure.COST, standing.budget().zone(), now, until)
			.map(rest -> new RunsOut(before(rest.reaches(left, Expected::value), until),
					before(rest.reaches(left, Expected::high80), until),
					before(rest.reaches(left, Expected::low80), until)))
			.filter(found -> found.earliest() != null);
	}

	private static @Nullable Instant before(@Nullable Instant moment, Instant end) {
		return (moment == null || !moment.isBefore(end)) ? null : moment;
	}

	private Usage usage(Scope scope) {
		return switch (scope.kind()) {
			case ORGANISATION -> {
				Set<UUID> all = this.teamsOf.apply(scope.organisationId());
				yield (from, to, interval, zone) -> sums(null, all, "", from, to, interval, zone);
			}
			case TEAM -> (from, to, interval, zone) -> sums(null, team(scope), "", from, to, interval, zone);
			case KEY -> (from, to, interval, zone) -> sums(Dimension.KEY, team(scope), String.valueOf(scope.keyId()),
					from, to, interval, zone);
			case FEATURE -> (from, to, interval, zone) -> sums(Dimension.FEATURE, team(scope),
					String.valueOf(scope.feature()), from, to, interval, zone);
		};
	}

	private static Set<UUID> team(Scope scope) {
		UUID team = scope.teamId();
		return (team != null) ? Set.of(team) : Set.of();
	}

	private List<UsageSum> sums(@Nullable Dimension by, Set<UUID> of, String key, Instant from, Instant to,
			Interval interval, ZoneId zone) {
		return this.usage.sums(new UsageQuery(by, of, from, to, interval, zone))
			.stream()
			.filter(sum -> sum.key().equals(key))
			.toList();
	}

}
