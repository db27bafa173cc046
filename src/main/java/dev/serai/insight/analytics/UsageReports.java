package dev.serai.insight.analytics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.serai.gateway.access.Operator;
import dev.serai.gateway.call.Amount;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * Serves usage and spend to the API. Results contain only teams that the operator may
 * see.
 */
public final class UsageReports {

	private static final Duration USUAL_TIME = Duration.ofDays(30);

	/** 104 days of hours. Bounds the size of the response. */
	private static final int MOST_INTERVALS = 2_500;

	private static final Comparator<Measures> CHEAPEST_FIRST = Comparator.comparing(Measures::costUsd)
		.thenComparing(Measures::calls);

	private final UsageSums sums;

	private final Names names;

	private final Clock clock;

	public UsageReports(UsageSums sums, Names names, Clock clock) {
		this.sums = sums;
		this.names = names;
		this.clock = clock;
	}

	/**
	 * Returns the usage of a period.
	 * @throws CallRefused 404 {@code team_not_found} for a team that the operator may not
	 * see
	 */
	public UsageReport usage(Operator operator, Question question) {
		Dimension by = question.by();
		Interval interval = question.interval();
		ZoneId zone = (question.zone() != null) ? question.zone() : ZoneId.of("UTC");
		Instant to = (question.to() != null) ? question.to() : this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
		Instant from = (question.from() != null) ? question.from() : to.minus(USUAL_TIME);
		Parameters.inOrder(from, to);
		mustBeFew(interval, from, to);
		Set<UUID> teams = teams(operator, question.team());
		UsageQuery whole = new UsageQuery(null, teams, from, to, interval, zone);
		List<List<UsageSum>> found = this.sums.together(
				(by == null) ? List.of(whole) : List.of(whole, new UsageQuery(by, teams, from, to, interval, zone)));
		return new UsageReport(from, to, by, interval, zone.getId(), total(found.getFirst()),
				(interval != null) ? series(found.getFirst()) : null,
				(by != null) ? items(by, interval, found.getLast()) : null);
	}

	private static void mustBeFew(@Nullable Interval interval, Instant from, Instant to) {
		if (interval != null && Duration.between(from, to).toHours() / interval.hours() > MOST_INTERVALS) {
			throw Parameters.invalid("interval", "From 'from' to 'to' there are more than " + MOST_INTERVALS
					+ " of these; ask for longer intervals or for a shorter time.");
		}
	}

	private @Nullable Set<UUID> teams(Operator operator, @Nullable UUID team) {
		if (team == null) {
			return operator.seesAll() ? null : operator.visibleTeams();
		}
		operator.mustSee(team);
		if (this.names.ofTeams(Set.of(team)).isEmpty()) {
			throw ApiError.notFound("team").refused();
		}
		return Set.of(team);
	}

	private static Measures total(List<UsageSum> sums) {
		return sums.stream().map(UsageSum::measures).reduce(Measures.NONE, Measures::plus);
	}

	private static List<UsageReport.Step> series(List<UsageSum> sums) {
		Map<Instant, Measures> steps = new TreeMap<>();
		for (UsageSum sum : sums) {
			if (sum.at() != null) {
				steps.merge(sum.at(), sum.measures(), Measures::plus);
			}
		}
		return steps.entrySet().stream().map(step -> new UsageReport.Step(step.getKey(), step.getValue())).toList();
	}

	private List<UsageReport.Item> items(Dimension by, @Nullable Interval interval, List<UsageSum> sums) {
		Map<String, List<UsageSum>> keys = sums.stream()
			.collect(Collectors.groupingBy(UsageSum::key, LinkedHashMap::new, Collectors.toList()));
		Map<String, String> called = names(by, keys.keySet());
		return keys.entrySet()
			.stream()
			.map(key -> new UsageReport.Item(key.getKey(), called.getOrDefault(key.getKey(), key.getKey()),
					total(key.getValue()), (interval != null) ? series(key.getValue()) : null))
			.sorted(Comparator.comparing(UsageReport.Item::measures, CHEAPEST_FIRST.reversed()))
			.toList();
	}

	/** Returns the spend of a period, grouped by a dimension. */
	public Spend spend(Operator operator, SpendQuestion question) {
		Dimension dimension = question.by();
		if (dimension == null) {
			throw Parameters.invalid("by", "'by' is missing.");
		}
		Parameters.inOrder(question.from(), question.to());
		Instant first = (question.from() != null) ? question.from() : Parameters.EARLIEST;
		Instant last = (question.to() != null) ? question.to() : Parameters.LATEST;
		Set<UUID> teams = teams(operator, null);
		// A call with two tags counts in two sums, but once in the total.
		List<List<UsageSum>> found = this.sums
			.together(List.of(new UsageQuery(dimension, teams, first, last, null, ZoneOffset.UTC),
					UsageQuery.total(teams, first, last)));
		return new Spend(spendItems(dimension, found.getFirst()), Amount.text(total(found.getLast()).costUsd()));
	}

	private List<Spend.Item> spendItems(Dimension dimension, List<UsageSum> sums) {
		Map<String, String> called = names(dimension, sums.stream().map(UsageSum::key).collect(Collectors.toSet()));
		return sums.stream()
			.sorted(Comparator.comparing(UsageSum::measures, CHEAPEST_FIRST.reversed()))
			.map(sum -> item(dimension, sum, called.getOrDefault(sum.key(), sum.key())))
			.toList();
	}

	private static Spend.Item item(Dimension dimension, UsageSum sum, String name) {
		Measures measures = sum.measures();
		// Keys of several teams may share a name; teams never do.
		return new Spend.Item((dimension == Dimension.TEAM) ? name : sum.key(), name, measures.calls(),
				Amount.text(measures.costUsd()), Amount.text(measures.savedUsd()), measures.unknownCalls());
	}

	/** Returns the current names for keys that are ids. */
	private Map<String, String> names(Dimension dimension, Set<String> keys) {
		if (dimension != Dimension.TEAM && dimension != Dimension.KEY) {
			return Map.of();
		}
		Set<UUID> ids = keys.stream().flatMap(key -> Parameters.uuid(key).stream()).collect(Collectors.toSet());
		Map<UUID, String> found = (dimension == Dimension.TEAM) ? this.names.ofTeams(ids) : this.names.ofKeys(ids);
		return found.entrySet()
			.stream()
			.collect(Collectors.toMap(entry -> entry.getKey().toString(), Map.Entry::getValue));
	}

	/**
	 * Which usage is wanted.
	 *
	 * @param team null for all that the operator may see
	 * @param from 30 days before the end when null
	 * @param to exclusive; now when null
	 * @param zone UTC when null
	 */
	public record Question(@Nullable Dimension by, @Nullable UUID team, @Nullable Instant from, @Nullable Instant to,
			@Nullable Interval interval, @Nullable ZoneId zone) {
	}

	/**
	 * Which spend is wanted.
	 *
	 * @param from null for no lower bound
	 * @param to exclusive; null for no upper bound
	 */
	public record SpendQuestion(@Nullable Dimension by, @Nullable Instant from, @Nullable Instant to) {
	}

}
