package dev.serai.insight.alert.source;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.serai.insight.alert.Per;
import dev.serai.insight.alert.Rule;
import dev.serai.insight.alert.Sighting;
import dev.serai.insight.alert.Terms;
import dev.serai.insight.alert.source.RecentCalls.Tally;
import org.jspecify.annotations.Nullable;

/** Measures the error rate and the latency of calls. */
final class CallSources {

	private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

	private final RecentCalls calls;

	CallSources(RecentCalls calls) {
		this.calls = calls;
	}

	List<Sighting> errors(Rule rule, Instant now) {
		return tallies(rule, now).stream()
			.filter(tally -> tally.counted() > 0)
			.map(tally -> errors(rule, tally))
			.filter(sighting -> near(rule, sighting))
			.toList();
	}

	private static Sighting errors(Rule rule, Tally tally) {
		Terms terms = rule.terms();
		BigDecimal rate = HUNDRED.multiply(BigDecimal.valueOf(tally.failed()))
			.divide(BigDecimal.valueOf(tally.counted()), MathContext.DECIMAL32);
		boolean firing = tally.counted() >= terms.mustMinimumCalls() && rate.compareTo(terms.mustThreshold()) >= 0;
		return sighting(rule, tally, firing, rate,
				"%s of the last %d %s%s within %s failed; the limit is %s".formatted(Figures.percent(rate),
						tally.counted(), what(terms), of(rule, tally), Figures.duration(terms.mustWindow()),
						Figures.percent(terms.mustThreshold())),
				Map.of("calls", tally.counted(), "failed", tally.failed()));
	}

	List<Sighting> latency(Rule rule, Instant now) {
		return tallies(rule, now).stream()
			.filter(tally -> tally.slowestMs() != null)
			.map(tally -> latency(rule, tally, tally.slowestMs()))
			.filter(sighting -> near(rule, sighting))
			.toList();
	}

	private static Sighting latency(Rule rule, Tally tally, BigDecimal slowest) {
		Terms terms = rule.terms();
		boolean firing = tally.answered() >= terms.mustMinimumCalls() && slowest.compareTo(terms.mustThreshold()) >= 0;
		return sighting(rule, tally, firing, slowest,
				"The 95th percentile of the latency of the last %d %s%s within %s is %s; the limit is %s".formatted(
						tally.answered(), what(terms), of(rule, tally), Figures.duration(terms.mustWindow()),
						Figures.seconds(slowest), Figures.seconds(terms.mustThreshold())),
				Map.of("calls", tally.answered()));
	}

	private List<Tally> tallies(Rule rule, Instant now) {
		Terms terms = rule.terms();
		return this.calls.tallies(terms.mustPer(), rule.teamId(), now.minus(terms.mustWindow()));
	}

	private static boolean near(Rule rule, Sighting sighting) {
		return sighting.value() != null && rule.kind().lingers(sighting.value(), rule.terms().mustThreshold());
	}

	private static Sighting sighting(Rule rule, Tally tally, boolean firing, BigDecimal value, String summary,
			Map<String, Object> details) {
		return new Sighting(tally.key(), team(rule, tally), firing, summary, value, rule.terms().mustThreshold(),
				details);
	}

	private static @Nullable UUID team(Rule rule, Tally tally) {
		return (rule.terms().mustPer() == Per.TEAM) ? UUID.fromString(tally.key()) : rule.teamId();
	}

	private static String what(Terms terms) {
		return switch (terms.mustPer()) {
			case TOTAL, TEAM -> "calls";
			case PROVIDER, MODEL, DEPLOYMENT -> "attempts";
		};
	}

	private static String of(Rule rule, Tally tally) {
		return switch (rule.terms().mustPer()) {
			case TOTAL -> "";
			case TEAM -> " of " + tally.name();
			case PROVIDER, MODEL, DEPLOYMENT -> " at " + tally.name();
		};
	}

}
