package dev.serai.insight.analytics.camel;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.serai.gateway.call.Amount;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.insight.analytics.Durations;
import dev.serai.insight.analytics.Measures;
import dev.serai.insight.analytics.TokenNames;
import dev.serai.insight.analytics.UsageReport;
import org.jspecify.annotations.Nullable;

/** Usage as JSON, without the parts that were not requested. */
@JsonInclude(Include.NON_NULL)
record UsageJson(Instant from, Instant to, @Nullable String by, @Nullable String interval, String zone, Sums total,
		@Nullable List<Step> series, @Nullable List<Item> data) {

	static UsageJson of(UsageReport report) {
		return new UsageJson(report.from(), report.to(), word(report.by()), word(report.interval()), report.zone(),
				Sums.of(report.total()), steps(report.series()),
				(report.data() == null) ? null : report.data().stream().map(Item::of).toList());
	}

	private static @Nullable String word(@Nullable Enum<?> constant) {
		return (constant != null) ? constant.name().toLowerCase(Locale.ROOT) : null;
	}

	private static @Nullable List<Step> steps(@Nullable List<UsageReport.Step> series) {
		return (series == null) ? null
				: series.stream().map(step -> new Step(step.at(), Sums.of(step.measures()))).toList();
	}

	record Step(Instant at, @JsonUnwrapped Sums sums) {
	}

	@JsonInclude(Include.NON_NULL)
	record Item(String key, String name, @JsonUnwrapped Sums sums, @Nullable List<Step> series) {

		static Item of(UsageReport.Item item) {
			return new Item(item.key(), item.name(), Sums.of(item.measures()), steps(item.series()));
		}

	}

	@JsonInclude(Include.ALWAYS)
	record Sums(long calls, long ok, long refused, long failed, long left, long cacheHits, long failovers,
			long attempts, long failedAttempts, long unknownCalls, String costUsd, String savedUsd, String baselineUsd,
			Map<String, Long> tokens, long searches, @Nullable Percentiles latencyMs,
			@Nullable Percentiles firstTokenMs) {

		static Sums of(Measures measures) {
			Map<String, Long> tokens = new LinkedHashMap<>();
			for (TokenClass tokenClass : TokenClass.values()) {
				tokens.put(TokenNames.of(tokenClass), measures.tokens().getOrDefault(tokenClass, 0L));
			}
			return new Sums(measures.calls(), measures.ok(), measures.refused(), measures.failed(), measures.left(),
					measures.cacheHits(), measures.failovers(), measures.attempts(), measures.failedAttempts(),
					measures.unknownCalls(), Amount.text(measures.costUsd()), Amount.text(measures.savedUsd()),
					Amount.text(measures.baselineUsd()), tokens, measures.searches(),
					Percentiles.of(measures.latency()), Percentiles.of(measures.firstToken()));
		}

	}

	/** Percentiles in milliseconds, accurate to 4.5 %. */
	record Percentiles(double p50, double p95, double p99) {

		static @Nullable Percentiles of(Durations durations) {
			return (durations.count() == 0) ? null
					: new Percentiles(at(durations, 0.5), at(durations, 0.95), at(durations, 0.99));
		}

		private static double at(Durations durations, double part) {
			return Math.round(durations.percentile(part).orElseThrow() * 10) / 10.0;
		}

	}

}
