package dev.serai.insight.forecast;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongSupplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.serai.gateway.budget.BudgetStanding;
import dev.serai.gateway.budget.Scope;
import dev.serai.insight.analytics.Dimension;
import dev.serai.insight.analytics.Interval;
import dev.serai.insight.analytics.UsageQuery;
import dev.serai.insight.analytics.UsageSum;
import dev.serai.insight.analytics.UsageSums;
import dev.serai.insight.forecast.Forecast.Expected;
import org.jspecify.annotations.Nullable;

/**
 * Forecasts when budgets run out. The forecast of a scope's remaining spend is cached for
 * five minutes, because there may be hundreds of budgets; the spend so far is always
 * current.
 */
public final class BudgetOutlook {

	private static final Duration FRESH = Duration.ofMinutes(5);

	private static final int MOST_REMEMBERED = 1_000;

	private final UsageSums usage;

	private final Function<UUID, Set<UUID>> teamsOf;

	private final Clock clock;

	private final Cache<Question, Optional<Remainder>> remembered;

	/**
	 * @param teamsOf returns the teams of an organisation by its id
	 * @param nanoClock measures the age of cached forecasts
	 */
	public BudgetOutlook(UsageSums usage, Function<UUID, Set<UUID>> teamsOf, Clock clock, LongSupplier nanoClock) {
		this.usage = usage;
		this.teamsOf = teamsOf;
		this.clock = clock;
		this.remembered = Caffeine.newBuilder()
			.maximumSize(MOST_REMEMBERED)
			.expireAfterWrite(FRESH)
			.ticker(nanoClock::getAsLong)
			.build();
	}

	/**
	 * Forecasts when a budget runs out. A budget that is spent already runs out now.
	 * @return empty when the budget lasts until its window ends even at the upper border
	 * of the band, when nothing of it is spent yet, or when there is too little history
	 */
	public Optional<RunsOut> runsOut(BudgetStanding standing) {
		Instant now = this.clock.instant();
		double left = standing.budget().limitUsd().subtract(standing.spentUsd()).doubleValue();
		if (left <= 0) {
			return Optional.of(new RunsOut(now, now, now));
		}
		if (standing.spentUsd().signum() == 0) {
			return Optional.empty();
		}
		Question question = Question.of(standing, now);
		return this.remembered.get(question, this::remainder)
			.map(rest -> new RunsOut(within(rest.reaches(left, Expected::value), now, question.until()),
					within(rest.reaches(left, Expected::high80), now, question.until()),
					within(rest.reaches(left, Expected::low80), now, question.until())))
			.filter(found -> found.earliest() != null);
	}

	private Optional<Remainder> remainder(Question question) {
		return Remainder.of(usage(question.scope()), Measure.COST, question.zone(), question.from(), question.until());
	}

	/** Returns null when the moment is not before the end. */
	private static @Nullable Instant within(@Nullable Instant moment, Instant now, Instant end) {
		if (moment == null || !moment.isBefore(end)) {
			return null;
		}
		return moment.isBefore(now) ? now : moment;
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

	/** The key of a cached forecast: scope, time zone and period. */
	private record Question(Scope scope, ZoneId zone, Instant from, Instant until) {

		static Question of(BudgetStanding standing, Instant now) {
			Instant from = Instant.ofEpochSecond(now.getEpochSecond() / FRESH.toSeconds() * FRESH.toSeconds());
			Instant farthest = from.plus(Duration.ofDays(Outlook.MOST_DAYS));
			Instant end = standing.window().end();
			return new Question(standing.budget().scope(), standing.budget().zone(), from,
					end.isBefore(farthest) ? end : farthest);
		}

	}

}
