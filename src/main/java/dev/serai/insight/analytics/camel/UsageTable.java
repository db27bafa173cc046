package dev.serai.insight.analytics.camel;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.serai.gateway.operation.TokenClass;
import dev.serai.insight.analytics.Dimension;
import dev.serai.insight.analytics.Durations;
import dev.serai.insight.analytics.Interval;
import dev.serai.insight.analytics.LocalTimes;
import dev.serai.insight.analytics.Measures;
import dev.serai.insight.analytics.TokenNames;
import dev.serai.insight.analytics.UsageReport;
import dev.serai.insight.analytics.UsageReport.Item;
import org.jspecify.annotations.Nullable;

/** Formats usage as spreadsheet rows: one for each key and interval. */
final class UsageTable {

	static final List<String> COLUMNS = Stream.of(
			Stream.of("at", "localTime", "zone", "key", "name", "calls", "ok", "refused", "failed", "left", "cacheHits",
					"failovers", "attempts", "failedAttempts", "unknownCalls", "costUsd", "savedUsd", "baselineUsd"),
			Arrays.stream(TokenClass.values()).map(tokenClass -> TokenNames.of(tokenClass) + "Tokens"),
			Stream.of("searches", "latencyP50Ms", "latencyP95Ms", "latencyP99Ms", "firstTokenP50Ms", "firstTokenP95Ms",
					"firstTokenP99Ms"))
		.flatMap(names -> names)
		.toList();

	private final UsageReport report;

	private final LocalTimes times;

	UsageTable(UsageReport report) {
		this.report = report;
		this.times = new LocalTimes(ZoneId.of(report.zone()));
	}

	String fileName() {
		Dimension by = this.report.by();
		return this.times.file("usage" + ((by != null) ? "-by-" + by.name().toLowerCase(Locale.ROOT) : ""),
				this.report.from(), this.report.to());
	}

	/** Returns the items of the rows; the total when there is no dimension. */
	Iterator<Item> items() {
		List<Item> items = (this.report.data() != null) ? this.report.data()
				: List.of(new Item("", "", this.report.total(), this.report.series()));
		return items.iterator();
	}

	List<@Nullable Object[]> lines(Item item) {
		List<@Nullable Object[]> lines = new ArrayList<>();
		if (item.series() == null) {
			lines.add(line(null, item, item.measures()));
		}
		else {
			item.series().forEach(step -> lines.add(line(step.at(), item, step.measures())));
		}
		return lines;
	}

	private @Nullable Object[] line(@Nullable Instant at, Item item, Measures measures) {
		List<@Nullable Object> cells = new ArrayList<>(COLUMNS.size());
		Interval interval = this.report.interval();
		String local = (at != null && interval != null) ? this.times.start(at, interval) : null;
		cells.addAll(Arrays.asList(at, local, this.report.zone(), item.key(), item.name(), measures.calls(),
				measures.ok(), measures.refused(), measures.failed(), measures.left(), measures.cacheHits(),
				measures.failovers(), measures.attempts(), measures.failedAttempts(), measures.unknownCalls(),
				measures.costUsd().stripTrailingZeros(), measures.savedUsd().stripTrailingZeros(),
				measures.baselineUsd().stripTrailingZeros()));
		for (TokenClass tokenClass : TokenClass.values()) {
			cells.add(measures.tokens().getOrDefault(tokenClass, 0L));
		}
		cells.add(measures.searches());
		percentiles(measures.latency(), cells);
		percentiles(measures.firstToken(), cells);
		return cells.toArray();
	}

	private static void percentiles(Durations durations, List<@Nullable Object> cells) {
		for (double part : new double[] { 0.5, 0.95, 0.99 }) {
			cells.add(durations.percentile(part).isPresent()
					? Math.round(durations.percentile(part).getAsDouble() * 10) / 10.0 : null);
		}
	}

}
