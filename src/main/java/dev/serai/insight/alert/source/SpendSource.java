package dev.serai.insight.alert.source;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.serai.gateway.access.Team;
import dev.serai.gateway.access.TeamDirectory;
import dev.serai.gateway.call.Amount;
import dev.serai.insight.alert.Per;
import dev.serai.insight.alert.Rule;
import dev.serai.insight.alert.Sighting;
import dev.serai.insight.alert.Source;
import dev.serai.insight.analytics.Dimension;
import dev.serai.insight.analytics.Interval;
import dev.serai.insight.analytics.UsageQuery;
import dev.serai.insight.analytics.UsageSum;
import dev.serai.insight.analytics.UsageSums;
import org.jspecify.annotations.Nullable;

/**
 * Finds days with unusual spend. Today's spend is compared with the median of the same
 * weekdays of the last eight weeks plus a multiple of the usual deviation from it. With
 * fewer than four such weekdays, the last 14 days are used; with less than a week of
 * history, nothing is reported.
 */
final class SpendSource implements Source {

	private static final int WEEKS = 8;

	private static final int DAYS = 14;

	private static final int FEWEST_WEEKDAYS = 4;

	private static final int FEWEST_DAYS = 7;

	/** Scales a median absolute deviation to a standard deviation. */
	private static final BigDecimal TO_STANDARD = new BigDecimal("1.4826");

	/** The minimum for the usual deviation, as a part of the median. */
	private static final BigDecimal LEAST_DEVIATION = new BigDecimal("0.1");

	private final UsageSums sums;

	private final TeamDirectory teams;

	SpendSource(UsageSums sums, TeamDirectory teams) {
		this.sums = sums;
		this.teams = teams;
	}

	@Override
	public List<Sighting> look(Rule rule, Instant now) {
		ZoneId zone = zone(rule.teamId());
		LocalDate today = LocalDate.ofInstant(now, zone);
		Instant from = today.minusWeeks(WEEKS).atStartOfDay(zone).toInstant();
		Set<UUID> teams = (rule.teamId() != null) ? Set.of(rule.teamId()) : null;
		Map<String, Map<LocalDate, BigDecimal>> byKey = new LinkedHashMap<>();
		for (UsageSum sum : this.sums
			.sums(new UsageQuery(dimension(rule.terms().mustPer()), teams, from, now, Interval.DAY, zone))) {
			if (sum.at() != null) {
				byKey.computeIfAbsent(sum.key(), key -> new HashMap<>())
					.put(LocalDate.ofInstant(sum.at(), zone), sum.measures().costUsd());
			}
		}
		List<Sighting> sightings = new ArrayList<>();
		byKey.forEach((key, spend) -> {
			Sighting sighting = (key.isEmpty() == (rule.terms().mustPer() == Per.TOTAL))
					? sighting(rule, key, spend, today) : null;
			if (sighting != null) {
				sightings.add(sighting);
			}
		});
		return sightings;
	}

	private @Nullable Sighting sighting(Rule rule, String key, Map<LocalDate, BigDecimal> spend, LocalDate today) {
		BigDecimal spent = spend.getOrDefault(today, BigDecimal.ZERO);
		List<BigDecimal> usual = usual(spend, today);
		if (usual.isEmpty()) {
			return null;
		}
		BigDecimal median = median(usual);
		BigDecimal deviation = TO_STANDARD
			.multiply(median(usual.stream().map(day -> day.subtract(median).abs()).toList()))
			.max(LEAST_DEVIATION.multiply(median));
		BigDecimal limit = median.add(rule.terms().mustThreshold().multiply(deviation))
			.max(rule.terms().mustMinimumUsd());
		if (!rule.kind().lingers(spent, limit) || spent.signum() == 0) {
			return null;
		}
		UUID team = (rule.terms().mustPer() == Per.TEAM) ? UUID.fromString(key) : rule.teamId();
		return new Sighting(key, team, spent.compareTo(limit) > 0,
				"%s spent today%s; %s is usual on such days, and up to %s is normal".formatted(Figures.usd(spent),
						whose(rule, key), Figures.usd(median), Figures.usd(limit)),
				spent, limit.round(MathContext.DECIMAL32), Map.of("day", today.toString(), "spentUsd",
						Amount.text(spent), "medianUsd", Amount.text(median.round(MathContext.DECIMAL32))));
	}

	/** Returns the spend of comparable days; empty with too little history. */
	private static List<BigDecimal> usual(Map<LocalDate, BigDecimal> spend, LocalDate today) {
		LocalDate first = spend.keySet().stream().min(LocalDate::compareTo).orElse(today);
		List<BigDecimal> weekdays = days(spend, first, today, 7, WEEKS);
		if (weekdays.size() >= FEWEST_WEEKDAYS) {
			return weekdays;
		}
		List<BigDecimal> days = days(spend, first, today, 1, DAYS);
		return (days.size() >= FEWEST_DAYS) ? days : List.of();
	}

	/**
	 * Returns the spend of days before today at the given step, including days without
	 * calls.
	 */
	private static List<BigDecimal> days(Map<LocalDate, BigDecimal> spend, LocalDate first, LocalDate today, int step,
			int most) {
		List<BigDecimal> days = new ArrayList<>();
		for (LocalDate day = today.minusDays(step); days.size() < most
				&& !day.isBefore(first); day = day.minusDays(step)) {
			days.add(spend.getOrDefault(day, BigDecimal.ZERO));
		}
		return days;
	}

	static BigDecimal median(List<BigDecimal> values) {
		List<BigDecimal> sorted = values.stream().sorted().toList();
		int middle = sorted.size() / 2;
		return (sorted.size() % 2 == 1) ? sorted.get(middle)
				: sorted.get(middle - 1).add(sorted.get(middle)).divide(BigDecimal.TWO);
	}

	private static @Nullable Dimension dimension(Per per) {
		return switch (per) {
			case TOTAL -> null;
			case TEAM -> Dimension.TEAM;
			case PROVIDER -> Dimension.PROVIDER;
			case MODEL -> Dimension.MODEL;
			case DEPLOYMENT -> Dimension.DEPLOYMENT;
		};
	}

	private ZoneId zone(@Nullable UUID team) {
		return ((team != null) ? this.teams.find(team).map(Team::zone) : Optional.<ZoneId>empty())
			.orElseGet(() -> this.teams.organisation().zone());
	}

	private String whose(Rule rule, String key) {
		return switch (rule.terms().mustPer()) {
			case TOTAL -> "";
			case TEAM -> " by " + this.teams.find(UUID.fromString(key)).map(Team::name).orElse(key);
			case PROVIDER, MODEL, DEPLOYMENT -> " at " + key;
		};
	}

}
