package dev.serai.insight.forecast;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import dev.serai.gateway.operation.TokenClass;
import dev.serai.insight.analytics.Dimension;
import dev.serai.insight.analytics.Durations;
import dev.serai.insight.analytics.Interval;
import dev.serai.insight.analytics.Measures;
import dev.serai.insight.analytics.UsageQuery;
import dev.serai.insight.analytics.UsageSum;
import dev.serai.insight.analytics.UsageSums;

/**
 * Sums of calls that came by a rule: one an hour, each second of which answers took as
 * many milliseconds as it cost cents.
 *
 * @param since before that there was none
 * @param cost of the call that begins an hour, US dollars; none where it is 0
 * @param key what all of them count for in any dimension
 */
record KnownUsage(Instant since, ToDoubleFunction<Instant> cost, String key) implements UsageSums {

	@Override
	public List<UsageSum> sums(UsageQuery query) {
		List<UsageSum> sums = new ArrayList<>();
		String found = (query.by() == null) ? "" : this.key;
		Measures total = Measures.NONE;
		Interval interval = query.interval();
		for (Instant at = Interval.HOUR.start(query.from(), query.zone()); at
			.isBefore(query.to()); at = at.plus(Duration.ofHours(1))) {
			if (at.isBefore(query.from()) || at.isBefore(this.since) || this.cost.applyAsDouble(at) == 0) {
				continue;
			}
			Measures one = one(this.cost.applyAsDouble(at));
			total = total.plus(one);
			if (interval != null) {
				Instant start = interval.start(at, query.zone());
				boolean same = !sums.isEmpty() && start.equals(sums.getLast().at());
				Measures before = same ? sums.removeLast().measures() : Measures.NONE;
				sums.add(new UsageSum(found, start, before.plus(one)));
			}
		}
		if (query.by() == Dimension.KEY) {
			sums.addAll(0, List.of(new UsageSum("another", sums.isEmpty() ? null : sums.getFirst().at(), one(1e6))));
		}
		return (interval != null) ? sums : List.of(new UsageSum(found, null, total));
	}

	private static Measures one(double usd) {
		long[] counts = new long[Durations.BUCKETS];
		counts[Durations.bucket(Duration.ofMillis((long) (100 * usd)))] = 1;
		return new Measures(1, 1, 0, 0, 0, 0, 0, 1, 0, 0, BigDecimal.valueOf(usd), BigDecimal.ZERO, BigDecimal.ZERO,
				Map.of(TokenClass.INPUT, (long) (1000 * usd)), 0, Durations.of(counts), Durations.NONE);
	}

}
