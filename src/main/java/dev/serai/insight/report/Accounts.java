package dev.serai.insight.report;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.serai.gateway.access.Team;
import dev.serai.gateway.access.TeamDirectory;
import dev.serai.gateway.budget.Budget;
import dev.serai.gateway.budget.BudgetDirectory;
import dev.serai.gateway.budget.Scope;
import dev.serai.gateway.budget.Window;
import dev.serai.insight.analytics.Dimension;
import dev.serai.insight.analytics.Interval;
import dev.serai.insight.analytics.Measures;
import dev.serai.insight.analytics.UsageQuery;
import dev.serai.insight.analytics.UsageSum;
import dev.serai.insight.analytics.UsageSums;
import org.jspecify.annotations.Nullable;

/**
 * Computes the figures of a report. All of them come from the roll-ups, so a report's
 * totals equal the ledger's. The size is bounded: the {@value #MOST_LINES} lines with the
 * highest cost of each kind, and the {@value #MOST_BUDGETS} budgets with the highest
 * utilisation.
 */
public final class Accounts {

	private static final int MOST_LINES = 1000;

	private static final int MOST_BUDGETS = 20;

	/** The minimum number of days in the chart. */
	private static final int CHART_DAYS = 14;

	private static final Map<Figures.Kind, Dimension> DIMENSIONS = Map.of(Figures.Kind.TEAM, Dimension.TEAM,
			Figures.Kind.MODEL, Dimension.MODEL, Figures.Kind.FEATURE, Dimension.FEATURE, Figures.Kind.KEY,
			Dimension.KEY);

	private final UsageSums sums;

	private final TeamDirectory teams;

	private final KeyNames keys;

	private final BudgetDirectory budgets;

	private final SpendOutlook outlook;

	private final Predicate<String> simulated;

	/**
	 * @param simulated returns whether a provider is simulated
	 */
	public Accounts(UsageSums sums, TeamDirectory teams, KeyNames keys, BudgetDirectory budgets, SpendOutlook outlook,
			Predicate<String> simulated) {
		this.sums = sums;
		this.teams = teams;
		this.keys = keys;
		this.budgets = budgets;
		this.outlook = outlook;
		this.simulated = simulated;
	}

	/** Computes a report's figures for a past period. */
	public Figures of(Report report, Span span) {
		return new Sheet(report, span).figures();
	}

	/** Computes one report. */
	private final class Sheet {

		private final Report report;

		private final Span span;

		private final Span previous;

		private final @Nullable Set<UUID> scope;

		private final Map<UUID, Team> known;

		Sheet(Report report, Span span) {
			this.report = report;
			this.span = span;
			this.previous = report.timetable().before(span);
			this.scope = (report.teamId() != null) ? Set.of(report.teamId()) : null;
			this.known = Accounts.this.teams.list().stream().collect(Collectors.toMap(Team::id, Function.identity()));
		}

		Figures figures() {
			Timetable timetable = this.report.timetable();
			UUID team = this.report.teamId();
			List<Figures.Line> lines = new ArrayList<>();
			for (Figures.Kind kind : Figures.Kind.values()) {
				if (kind != Figures.Kind.TEAM || team == null) {
					lines.addAll(lines(kind));
				}
			}
			LocalDate firstDay = day(this.span.start());
			List<DaySpend> history = history(firstDay.minusDays(Anomalies.HISTORY_DAYS));
			return new Figures(this.report.name(), (team != null) ? "team" : "all",
					(team != null) ? teamName(team.toString()) : null, timetable.frequency().word(),
					timetable.zone().getId(), this.span.start(), this.span.end(), firstDay,
					day(this.span.end().minusMillis(1)), sums(total(this.span)), sums(total(this.previous)),
					(team != null) ? "model" : "team", days(), lines, budgetLines(),
					Accounts.this.outlook.monthEnd(team, timetable.zone()).orElse(null),
					Anomalies.in(history, firstDay), simulatedUsd(), (team != null) ? team.toString() : null);
		}

		private Measures total(Span of) {
			return ask(null, this.scope, of, null).stream()
				.map(UsageSum::measures)
				.reduce(Measures.NONE, Measures::plus);
		}

		private List<UsageSum> ask(@Nullable Dimension by, @Nullable Set<UUID> of, Span when,
				@Nullable Interval interval) {
			return Accounts.this.sums
				.sums(new UsageQuery(by, of, when.start(), when.end(), interval, this.report.timetable().zone()));
		}

		private List<Figures.Line> lines(Figures.Kind kind) {
			Dimension by = DIMENSIONS.get(kind);
			Map<String, Measures> now = byKey(ask(by, this.scope, this.span, null));
			Map<String, Measures> before = byKey(ask(by, this.scope, this.previous, null));
			List<String> all = new ArrayList<>(now.keySet());
			before.keySet().stream().filter(key -> !now.containsKey(key)).forEach(all::add);
			Map<UUID, String> names = (kind == Figures.Kind.KEY) ? Accounts.this.keys.of(ids(all)) : Map.of();
			return all.stream()
				.map(key -> line(kind, key, names, now.getOrDefault(key, Measures.NONE),
						before.getOrDefault(key, Measures.NONE)))
				.sorted(Comparator
					.comparing((Figures.Line line) -> line.costUsd().max(line.beforeUsd()), Comparator.reverseOrder())
					.thenComparing(Figures.Line::key))
				.limit(MOST_LINES)
				.sorted(Comparator.comparing(Figures.Line::costUsd, Comparator.reverseOrder())
					.thenComparing(Figures.Line::calls, Comparator.reverseOrder())
					.thenComparing(Figures.Line::key))
				.toList();
		}

		private Figures.Line line(Figures.Kind kind, String key, Map<UUID, String> keyNames, Measures now,
				Measures before) {
			String name = switch (kind) {
				case TEAM -> teamName(key);
				case KEY -> id(key).map(keyNames::get).orElse(key);
				case MODEL, FEATURE -> key;
			};
			return new Figures.Line(kind, key, name, now.calls(), now.ok(), now.failed(), now.unknownCalls(),
					now.costUsd(), before.costUsd(), now.savedUsd());
		}

		private String teamName(String key) {
			return id(key).map(this.known::get).map(Team::name).orElse(key);
		}

		private List<Figures.Day> days() {
			Figures.Kind kind = (this.report.teamId() != null) ? Figures.Kind.MODEL : Figures.Kind.TEAM;
			LocalDate last = day(this.span.end().minusMillis(1));
			LocalDate first = day(this.span.start());
			if (ChronoUnit.DAYS.between(first, last) + 1 < CHART_DAYS) {
				first = last.minusDays(CHART_DAYS - 1);
			}
			Map<LocalDate, List<Figures.Part>> parts = new HashMap<>();
			for (UsageSum sum : ask(DIMENSIONS.get(kind), this.scope, new Span(start(first), this.span.end()),
					Interval.DAY)) {
				if (sum.at() != null && sum.measures().costUsd().signum() != 0) {
					parts.computeIfAbsent(day(sum.at()), date -> new ArrayList<>())
						.add(new Figures.Part((kind == Figures.Kind.TEAM) ? teamName(sum.key()) : sum.key(),
								sum.measures().costUsd()));
				}
			}
			return first.datesUntil(last.plusDays(1))
				.map(date -> day(date, parts.getOrDefault(date, List.of())))
				.toList();
		}

		private Figures.Day day(LocalDate date, List<Figures.Part> parts) {
			return new Figures.Day(date,
					parts.stream().map(Figures.Part::costUsd).reduce(BigDecimal.ZERO, BigDecimal::add),
					parts.stream()
						.sorted(Comparator.comparing(Figures.Part::costUsd, Comparator.reverseOrder()))
						.limit(MOST_LINES)
						.toList());
		}

		private List<DaySpend> history(LocalDate from) {
			Map<LocalDate, BigDecimal> byDay = new HashMap<>();
			for (UsageSum sum : ask(null, this.scope, new Span(start(from), this.span.end()), Interval.DAY)) {
				if (sum.at() != null) {
					byDay.merge(day(sum.at()), sum.measures().costUsd(), BigDecimal::add);
				}
			}
			return from.datesUntil(day(this.span.end().minusMillis(1)).plusDays(1))
				.map(date -> new DaySpend(date, byDay.getOrDefault(date, BigDecimal.ZERO)))
				.toList();
		}

		private BigDecimal simulatedUsd() {
			return ask(Dimension.PROVIDER, this.scope, this.span, null).stream()
				.filter(sum -> Accounts.this.simulated.test(sum.key()))
				.map(sum -> sum.measures().costUsd())
				.reduce(BigDecimal.ZERO, BigDecimal::add);
		}

		/**
		 * Returns the budgets in the report's scope; a report on all teams leaves out
		 * those of keys and features, which are too many.
		 */
		private List<Figures.BudgetLine> budgetLines() {
			UUID team = this.report.teamId();
			return Accounts.this.budgets.list()
				.stream()
				.filter(budget -> budget.createdAt().isBefore(this.span.end()))
				.filter(budget -> (team != null) ? team.equals(budget.scope().teamId())
						: budget.scope().kind() == Scope.Kind.ORGANISATION || budget.scope().kind() == Scope.Kind.TEAM)
				.map(this::budgetLine)
				.sorted(Comparator.comparingDouble(Sheet::fullness).reversed())
				.limit(MOST_BUDGETS)
				.toList();
		}

		private static double fullness(Figures.BudgetLine line) {
			return (line.limitUsd().signum() > 0) ? line.spentUsd().doubleValue() / line.limitUsd().doubleValue()
					: Double.MAX_VALUE;
		}

		private Figures.BudgetLine budgetLine(Budget budget) {
			Window window = budget.window(this.span.end().minusMillis(1));
			Instant end = window.end().isBefore(this.span.end()) ? window.end() : this.span.end();
			Span until = new Span(window.start(), end);
			Scope of = budget.scope();
			BigDecimal spent = switch (of.kind()) {
				case ORGANISATION -> cost(ask(null, teamsOf(of.organisationId()), until, null), sum -> true);
				case TEAM -> cost(ask(null, team(of), until, null), sum -> true);
				case KEY ->
					cost(ask(Dimension.KEY, team(of), until, null), sum -> sum.equals(String.valueOf(of.keyId())));
				case FEATURE -> cost(ask(Dimension.FEATURE, team(of), until, null), sum -> sum.equals(of.feature()));
			};
			return new Figures.BudgetLine(of.kind().name().toLowerCase(Locale.ROOT), budget.owner(),
					budget.period().name().toLowerCase(Locale.ROOT), budget.limitUsd(), spent);
		}

		private Set<UUID> team(Scope of) {
			UUID team = of.teamId();
			return (team != null) ? Set.of(team) : Set.of();
		}

		private Set<UUID> teamsOf(UUID organisation) {
			return this.known.values()
				.stream()
				.filter(team -> team.organisationId().equals(organisation))
				.map(Team::id)
				.collect(Collectors.toSet());
		}

		private LocalDate day(Instant moment) {
			return LocalDate.ofInstant(moment, this.report.timetable().zone());
		}

		private Instant start(LocalDate day) {
			return day.atStartOfDay(this.report.timetable().zone()).toInstant();
		}

	}

	private static BigDecimal cost(List<UsageSum> sums, Predicate<String> keys) {
		return sums.stream()
			.filter(sum -> keys.test(sum.key()))
			.map(sum -> sum.measures().costUsd())
			.reduce(BigDecimal.ZERO, BigDecimal::add);
	}

	private static Figures.Sums sums(Measures all) {
		return new Figures.Sums(all.calls(), all.ok(), all.refused(), all.failed(), all.left(), all.cacheHits(),
				all.failovers(), all.allTokens(), all.unknownCalls(), all.costUsd(), all.savedUsd(), all.baselineUsd());
	}

	private static Map<String, Measures> byKey(List<UsageSum> sums) {
		Map<String, Measures> byKey = new LinkedHashMap<>();
		sums.forEach(sum -> byKey.merge(sum.key(), sum.measures(), Measures::plus));
		return byKey;
	}

	private static Set<UUID> ids(List<String> keys) {
		return keys.stream().map(Accounts::id).flatMap(Optional::stream).collect(Collectors.toSet());
	}

	private static Optional<UUID> id(String key) {
		try {
			return Optional.of(UUID.fromString(key));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

}
