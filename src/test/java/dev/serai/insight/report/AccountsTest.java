package dev.serai.insight.report;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

import dev.serai.gateway.access.Organisation;
import dev.serai.gateway.access.Team;
import dev.serai.gateway.access.jdbc.JdbcTeams;
import dev.serai.gateway.budget.Budget;
import dev.serai.gateway.budget.Period;
import dev.serai.gateway.budget.Scope;
import dev.serai.gateway.budget.jdbc.JdbcBudgets;
import dev.serai.insight.analytics.Dimension;
import dev.serai.insight.analytics.Measures;
import dev.serai.insight.analytics.UsageQuery;
import dev.serai.insight.analytics.UsageSum;
import dev.serai.insight.analytics.UsageSums;
import dev.serai.platform.database.Database;
import dev.serai.platform.database.embedded.RealDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What reports say, of calls that are known here. */
class AccountsTest {

	private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

	private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

	private final Calls calls = new Calls();

	private final UUID key = UUID.randomUUID();

	private Team search;

	private Team support;

	private JdbcBudgets budgets;

	private Accounts accounts;

	@BeforeEach
	void prepare() {
		Database database = RealDatabase.empty();
		JdbcTeams teams = new JdbcTeams(database);
		Organisation organisation = teams.organisation();
		this.search = new Team(UUID.randomUUID(), organisation.id(), "Search", BERLIN, LONG_AGO);
		this.support = new Team(UUID.randomUUID(), organisation.id(), "Support", BERLIN, LONG_AGO);
		teams.add(this.search);
		teams.add(this.support);
		this.budgets = new JdbcBudgets(database);
		this.accounts = new Accounts(this.calls, teams, ids -> Map.of(this.key, "production"), this.budgets,
				(team, zone) -> Optional.empty(), "simulator"::equals);
	}

	private Report report(@Nullable Team team, Frequency frequency) {
		return new Report(UUID.randomUUID(), "r", (team != null) ? team.id() : null, List.of("ada@example.com"),
				new Timetable(frequency, BERLIN, 7), true, "admin-key", LONG_AGO, LONG_AGO, null);
	}

	private Figures of(@Nullable Team team, Frequency frequency, String end) {
		Report report = report(team, frequency);
		return this.accounts.of(report,
				report.timetable().closed(LocalDate.parse(end).atStartOfDay(BERLIN).toInstant()));
	}

	@Test
	@DisplayName("P19: the days of a month add up to the month, whatever the clock does in it")
	void daysAddUpToTheMonth() {
		Random random = new Random(19);
		Instant from = Instant.parse("2026-02-20T00:00:00Z");
		for (int i = 0; i < 3_000; i++) {
			this.calls.add(from.plusSeconds(random.nextInt((int) Duration.ofDays(60).toSeconds())),
					random.nextBoolean() ? this.search : this.support, "openai", "m" + random.nextInt(3), "f",
					BigDecimal.valueOf(random.nextInt(1_000_000), 9));
		}
		for (Team team : new Team[] { null, this.search }) {
			Figures month = of(team, Frequency.MONTHLY, "2026-04-01");
			List<Figures> days = LocalDate.parse("2026-03-02")
				.datesUntil(LocalDate.parse("2026-04-02"))
				.map(end -> of(team, Frequency.DAILY, end.toString()))
				.toList();
			assertThat(days).hasSize(31);
			assertThat(days.stream().map(day -> day.total().costUsd()).reduce(BigDecimal.ZERO, BigDecimal::add))
				.isEqualByComparingTo(month.total().costUsd())
				.isEqualByComparingTo(
						month.days().stream().map(Figures.Day::costUsd).reduce(BigDecimal.ZERO, BigDecimal::add));
			assertThat(days.stream().mapToLong(day -> day.total().calls()).sum()).isEqualTo(month.total().calls());
			assertThat(month.lines()
				.stream()
				.filter(line -> line.kind() == Figures.Kind.MODEL)
				.map(Figures.Line::costUsd)
				.reduce(BigDecimal.ZERO, BigDecimal::add)).isEqualByComparingTo(month.total().costUsd());
		}
	}

	@Test
	void tellsOfTheTeamAloneAndOfThePeriodBefore() {
		Instant now = Instant.parse("2026-05-06T10:00:00Z");
		this.calls.add(now, this.search, "openai", "gpt", "chat", new BigDecimal("3"));
		this.calls.add(now, this.support, "openai", "gpt", "chat", new BigDecimal("100"));
		this.calls.add(now, this.search, "simulator", "toy", "chat", new BigDecimal("0.5"));
		this.calls.add(now.minus(Duration.ofDays(7)), this.search, "openai", "gpt", "gone", new BigDecimal("7"));
		Figures week = of(this.search, Frequency.WEEKLY, "2026-05-11");
		assertThat(week.firstDay()).isEqualTo("2026-05-04");
		assertThat(week.lastDay()).isEqualTo("2026-05-10");
		assertThat(week.team()).isEqualTo("Search");
		assertThat(week.total().costUsd()).isEqualByComparingTo("3.5");
		assertThat(week.before().costUsd()).isEqualByComparingTo("7");
		assertThat(week.simulatedUsd()).isEqualByComparingTo("0.5");
		assertThat(week.days()).hasSize(14);
		assertThat(week.lines()).noneMatch(line -> line.kind() == Figures.Kind.TEAM).anySatisfy(line -> {
			assertThat(line.name()).isEqualTo("gone");
			assertThat(line.change()).isEqualByComparingTo("-7");
		}).anySatisfy(line -> assertThat(line.name()).isEqualTo("production"));
		Figures all = of(null, Frequency.WEEKLY, "2026-05-11");
		assertThat(all.lines().stream().filter(line -> line.kind() == Figures.Kind.TEAM).map(Figures.Line::name))
			.containsExactly("Support", "Search");
	}

	@Test
	void budgetsAreToldAsTheyStoodAtThePeriodsEnd() {
		budget(Scope.Kind.TEAM, Period.MONTH, "100", null);
		budget(Scope.Kind.FEATURE, Period.TOTAL, "10", "chat");
		Instant april = Instant.parse("2026-04-30T12:00:00Z");
		this.calls.add(april, this.search, "openai", "gpt", "chat", new BigDecimal("80"));
		this.calls.add(april.plus(Duration.ofDays(1)), this.search, "openai", "gpt", "batch", new BigDecimal("1"));
		Figures month = of(this.search, Frequency.MONTHLY, "2026-05-01");
		assertThat(month.budgets()).extracting(Figures.BudgetLine::scope).containsExactly("feature", "team");
		assertThat(month.budgets()).extracting(line -> line.spentUsd().toPlainString()).containsExactly("80", "80");
		Figures day = of(this.search, Frequency.DAILY, "2026-05-02");
		assertThat(day.budgets()).extracting(line -> line.spentUsd().toPlainString())
			.as("a new month, and all that was ever spent")
			.containsExactly("80", "1");
		assertThat(of(this.support, Frequency.DAILY, "2026-05-02").budgets()).isEmpty();
	}

	private void budget(Scope.Kind kind, Period period, String limit, @Nullable String feature) {
		Scope scope = new Scope(kind, this.search.organisationId(), this.search.id(), null, feature);
		this.budgets.add(new Budget(UUID.randomUUID(), scope, "owner", period, BERLIN, new BigDecimal(limit),
				List.of(80), true, LONG_AGO));
	}

	/** Calls in memory, and their sums. */
	private final class Calls implements UsageSums {

		private final List<Call> made = new ArrayList<>();

		void add(Instant at, Team team, String provider, String model, String feature, BigDecimal costUsd) {
			this.made.add(new Call(at, team, provider, model, feature, costUsd));
		}

		@Override
		public List<UsageSum> sums(UsageQuery query) {
			Map<Place, Measures> sums = new HashMap<>();
			for (Call call : this.made) {
				Set<UUID> teams = query.teams();
				if (!call.at.isBefore(query.from()) && call.at.isBefore(query.to())
						&& (teams == null || teams.contains(call.team.id()))) {
					sums.merge(
							new Place(key(query.by(), call),
									(query.interval() != null) ? query.interval().start(call.at, query.zone()) : null),
							measures(call), Measures::plus);
				}
			}
			return sums.entrySet()
				.stream()
				.map(sum -> new UsageSum(sum.getKey().key, sum.getKey().at, sum.getValue()))
				.toList();
		}

		private String key(@Nullable Dimension by, Call call) {
			return switch (by) {
				case null -> "";
				case TEAM -> call.team.id().toString();
				case KEY -> AccountsTest.this.key.toString();
				case PROVIDER -> call.provider;
				case MODEL -> call.model;
				case FEATURE -> call.feature;
				case DEPLOYMENT, TAG, POLICY -> throw new IllegalArgumentException(by.name());
			};
		}

		private Measures measures(Call call) {
			Measures none = Measures.NONE;
			return new Measures(1, 1, 0, 0, 0, 0, 0, 1, 0, 0, call.costUsd, BigDecimal.ZERO, BigDecimal.ZERO, Map.of(),
					0, none.latency(), none.firstToken());
		}

	}

	private record Call(Instant at, Team team, String provider, String model, String feature, BigDecimal costUsd) {
	}

	private record Place(String key, @Nullable Instant at) {
	}

}
