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
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.serai.gateway.access.Operator;
import dev.serai.gateway.call.Amount;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * Serves usage and spend to the API. Parameters are raw and may be null; an invalid one
 * ends with the refusal 400 that names it. Results contain only teams that the operator
 * may see.
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
	 * @param parameters {@code by}, a dimension; {@code team}, a team's id; {@code from}
	 * and {@code to}, the last 30 days when null; {@code interval}; {@code zone}, UTC
	 * when null
	 * @throws CallRefused 404 {@code team_not_found} for a team that the operator may not
	 * see
	 */
	public UsageReport usage(Operator operator, Function<String, @Nullable String> parameters) {
		Dimension by = Parameters.oneOf("by", Dimension.class, parameters.apply("by"));
		Interval interval = Parameters.oneOf("interval", Interval.class, parameters.apply("interval"));
		ZoneId zone = Parameters.zone(parameters.apply("zone"));
		Instant end = Parameters.moment("to", parameters.apply("to"));
		Instant to = (end != null) ? end : this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
		Instant start = Parameters.moment("from", parameters.apply("from"));
		Instant from = (start != null) ? start : to.minus(USUAL_TIME);
		Parameters.inOrder(from, to);
		mustBeFew(interval, from, to);
		Set<UUID> teams = teams(operator, parameters.apply("team"));
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

	private @Nullable Set<UUID> teams(Operator operator, @Nullable String team) {
		if (team == null) {
			return operator.seesAll() ? null : operator.visibleTeams();
		}
		UUID id = Parameters.uuid(team).orElseThrow(UsageReports::noTeam);
		operator.mustSee(id);
		if (this.names.ofTeams(Set.of(id)).isEmpty()) {
			throw noTeam();
		}
		return Set.of(id);
	}

	private static CallRefused noTeam() {
		return ApiError.of(404, "invalid_request_error", "team_not_found", "There is no team with this id.").refused();
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

	/**
	 * Returns the spend of a period, grouped by a dimension.
	 * @param by a dimension, in lower case
	 * @param from a date (UTC) or a date and time with offset; null for no lower bound
	 * @param to likewise, exclusive; null means until now
	 */
	public Spend spend(Operator operator, @Nullable String by, @Nullable String from, @Nullable String to) {
		Dimension dimension = Parameters.oneOf("by", Dimension.class, by);
		if (dimension == null) {
			throw Parameters.invalid("by", "'by' must be one of " + Parameters.names(Dimension.class) + ".");
		}
		Instant start = Parameters.moment("from", from);
		Instant end = Parameters.moment("to", to);
		Parameters.inOrder(start, end);
		Instant first = (start != null) ? start : Parameters.EARLIEST;
		Instant last = (end != null) ? end : Parameters.LATEST;
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

}
