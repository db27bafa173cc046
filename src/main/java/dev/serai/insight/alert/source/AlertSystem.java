package dev.serai.insight.alert.source;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import dev.serai.gateway.access.TeamDirectory;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.insight.alert.Kind;
import dev.serai.insight.alert.Source;
import dev.serai.insight.analytics.UsageSums;

/** Creates the source of each alert kind. */
public final class AlertSystem {

	/**
	 * A node without a report for this long counts as gone, if that covers several
	 * evaluations.
	 */
	private static final Duration GONE = Duration.ofMinutes(2);

	private static final int REPORTS = 4;

	private AlertSystem() {
	}

	/**
	 * Returns the sources of all kinds.
	 * @param every the interval between evaluations
	 */
	public static Map<Kind, Source> sources(UsageSums sums, RecentCalls calls, BudgetAlarms alarms,
			BreakerReports reports, Outlook outlook, Catalog catalog, TeamDirectory teams, Duration every) {
		UsedDeployments used = new UsedDeployments(sums);
		CallSources ofCalls = new CallSources(calls);
		Map<Kind, Source> sources = new EnumMap<>(Kind.class);
		sources.put(Kind.BUDGET, new BudgetSource(alarms));
		sources.put(Kind.FORECAST, new ForecastSource(outlook));
		sources.put(Kind.SPEND_ANOMALY, new SpendSource(sums, teams));
		sources.put(Kind.ERROR_RATE, ofCalls::errors);
		sources.put(Kind.LATENCY, ofCalls::latency);
		sources.put(Kind.BREAKER_OPEN, new BreakerSource(reports, used, within(every)));
		sources.put(Kind.PRICE_CHANGE, new PriceSource(catalog, used));
		sources.put(Kind.DEPRECATION, new DeprecationSource(catalog, used));
		return sources;
	}

	private static Duration within(Duration every) {
		Duration reports = every.multipliedBy(REPORTS);
		return (reports.compareTo(GONE) > 0) ? reports : GONE;
	}

}
