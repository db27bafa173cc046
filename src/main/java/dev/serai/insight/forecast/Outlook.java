package dev.serai.insight.forecast;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.serai.insight.analytics.Interval;
import dev.serai.insight.analytics.UsageQuery;
import dev.serai.insight.analytics.UsageSums;
import dev.serai.insight.forecast.Forecast.Expected;
import dev.serai.insight.forecast.Prognosis.Ahead;
import dev.serai.insight.forecast.Prognosis.Known;
import dev.serai.insight.forecast.Prognosis.MonthEnd;
import org.jspecify.annotations.Nullable;

/** Forecasts the usage of teams from the ledger's sums. */
public final class Outlook {

	/** The longest forecast, in days. */
	public static final int MOST_DAYS = 90;

	/** Forecasts up to this number of days use hourly steps. */
	private static final int DAYS_BY_HOURS = 7;

	private static final int HOURS = 24;

	/** The history in the response: two weeks of hours or three months of days. */
	private static final int TOLD_HOURS = 14 * HOURS;

	private static final int TOLD_DAYS = 91;

	private final UsageSums usage;

	private final Clock clock;

	public Outlook(UsageSums usage, Clock clock) {
		this.usage = usage;
		this.clock = clock;
	}

	/**
	 * Returns the history and the forecast of a measure.
	 * @param teams only calls of these teams; null for all
	 * @param days 1 to {@link #MOST_DAYS}; up to seven use hourly steps
	 * @param zone the time zone of days and of daily patterns
	 */
	public Prognosis of(@Nullable Set<UUID> teams, Measure measure, int days, ZoneId zone) {
		if (days < 1 || days > MOST_DAYS) {
			throw new IllegalArgumentException("Days must be 1 to " + MOST_DAYS + ", not " + days);
		}
		Interval interval = (days <= DAYS_BY_HOURS) ? Interval.HOUR : Interval.DAY;
		int steps = (interval == Interval.HOUR) ? days * HOURS : days;
		History history = History.of(usage(teams), measure, interval, zone, this.clock.instant());
		Optional<Forecast> forecast = history.series().flatMap(series -> new Forecaster().forecast(series, steps));
		return new Prognosis(measure, interval.name().toLowerCase(Locale.ROOT),
				forecast.map(Forecast::model).orElse(null),
				known(history, (interval == Interval.HOUR) ? TOLD_HOURS : TOLD_DAYS),
				forecast.map(found -> ahead(history.ahead(steps), found.steps())).orElse(List.of()),
				monthEnd(teams, measure, zone).orElse(null), history.note());
	}

	/**
	 * Forecasts the total of the current month.
	 * @param teams only calls of these teams; null for all
	 * @return empty with too little history, and for the latency
	 */
	public Optional<MonthEnd> monthEnd(@Nullable Set<UUID> teams, Measure measure, ZoneId zone) {
		if (!measure.adds()) {
			return Optional.empty();
		}
		Instant now = this.clock.instant();
		Instant end = Interval.MONTH.next(now, zone);
		return Remainder.of(usage(teams), measure, zone, now, end).map(remainder -> {
			Instant start = Interval.MONTH.start(now, zone);
			double soFar = this.usage.sums(UsageQuery.total(teams, start, now))
				.stream()
				.mapToDouble(sum -> measure.of(sum.measures()))
				.sum();
			Expected rest = remainder.total();
			return new MonthEnd(end, soFar, soFar + rest.value(), soFar + rest.low80(), soFar + rest.high80(),
					soFar + rest.low95(), soFar + rest.high95());
		});
	}

	private Usage usage(@Nullable Set<UUID> teams) {
		return (from, to, interval, zone) -> this.usage.sums(new UsageQuery(null, teams, from, to, interval, zone));
	}

	private static List<Known> known(History history, int most) {
		List<Known> known = new ArrayList<>();
		for (int i = Math.max(0, history.at().size() - most); i < history.at().size(); i++) {
			double value = history.values()[i];
			known.add(new Known(history.at().get(i), Double.isNaN(value) ? null : value));
		}
		return known;
	}

	private static List<Ahead> ahead(List<Instant> at, List<Expected> steps) {
		List<Ahead> ahead = new ArrayList<>();
		for (int i = 0; i < steps.size(); i++) {
			Expected step = steps.get(i);
			ahead.add(new Ahead(at.get(i), step.value(), step.low80(), step.high80(), step.low95(), step.high95()));
		}
		return ahead;
	}

}
