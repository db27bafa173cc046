package dev.serai.insight.analytics.camel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

import dev.serai.gateway.operation.TokenClass;
import dev.serai.insight.analytics.Durations;
import dev.serai.insight.analytics.Measures;
import dev.serai.insight.analytics.TokenNames;
import dev.serai.insight.analytics.UsageReport;
import dev.serai.insight.analytics.UsageReport.Item;
import dev.serai.insight.analytics.UsageReport.Step;
import org.jspecify.annotations.Nullable;

/** Formats usage as spreadsheet rows: one for each key and interval. */
final class UsageTable {

	static final List<String> COLUMNS = Stream.of(
			Stream.of("at", "key", "name", "calls", "ok", "refused", "failed", "left", "cacheHits", "failovers",
					"attempts", "failedAttempts", "unknownCalls", "costUsd", "savedUsd", "baselineUsd"),
			Arrays.stream(TokenClass.values()).map(tokenClass -> TokenNames.of(tokenClass) + "Tokens"),
			Stream.of("searches", "latencyP50Ms", "latencyP95Ms", "latencyP99Ms", "firstTokenP50Ms", "firstTokenP95Ms",
					"firstTokenP99Ms"))
		.flatMap(names -> names)
		.toList();

	private UsageTable() {
	}

	/** Returns the items of the rows; the total when there is no dimension. */
	static Iterator<Item> items(UsageReport report) {
		List<Item> items = (report.data() != null) ? report.data()
				: List.of(new Item("", "", report.total(), report.series()));
		return items.iterator();
	}

	static List<@Nullable Object[]> lines(Item item) {
		List<@Nullable Object[]> lines = new ArrayList<>();
		if (item.series() == null) {
			lines.add(line(null, item, item.measures()));
		}
		else {
			item.series().forEach(step -> lines.add(line(step.at(), item, step.measures())));
		}
		return lines;
	}

	private static @Nullable Object[] line(@Nullable Object at, Item item, Measures measures) {
		List<@Nullable Object> cells = new ArrayList<>(COLUMNS.size());
		cells.addAll(Arrays.asList(at, item.key(), item.name(), measures.calls(), measures.ok(), measures.refused(),
				measures.failed(), measures.left(), measures.cacheHits(), measures.failovers(), measures.attempts(),
				measures.failedAttempts(), measures.unknownCalls(), measures.costUsd().stripTrailingZeros(),
				measures.savedUsd().stripTrailingZeros(), measures.baselineUsd().stripTrailingZeros()));
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
