package dev.serai.insight.forecast;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToDoubleFunction;

import dev.serai.gateway.budget.Budget;
import dev.serai.gateway.budget.BudgetStanding;
import dev.serai.gateway.budget.Period;
import dev.serai.gateway.budget.Scope;
import dev.serai.insight.analytics.UsageSums;
import dev.serai.insight.forecast.Prognosis.Ahead;
import dev.serai.insight.forecast.Prognosis.MonthEnd;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What is said of teams and budgets whose past is known. */
class OutlookTest {

	private static final ZoneId UTC = ZoneId.of("UTC");

	private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

	/** A Wednesday. */
	private static final Instant NOW = Instant.parse("2026-03-18T12:30:00Z");

	private static final UUID TEAM = UUID.fromString("6f1c2a34-1d5e-4a7b-9c8d-000000000001");

	private static final UUID KEY = UUID.fromString("6f1c2a34-1d5e-4a7b-9c8d-000000000002");

	private static final ToDoubleFunction<Instant> STEADY = at -> 1;

	private static Prognosis outlook(Instant since, ToDoubleFunction<Instant> cost, Measure measure, int days,
			ZoneId zone) {
		return new Outlook(new KnownUsage(since, cost, ""), clock()).of(null, measure, days, zone);
	}

	private static Clock clock() {
		return Clock.fixed(NOW, ZoneOffset.UTC);
	}

	private static Instant ago(int days) {
		return NOW.minus(Duration.ofDays(days));
	}

	@Test
	void withoutCallsThereIsNoForecastAndItSaysWhatIsMissing() {
		Prognosis prognosis = outlook(NOW, STEADY, Measure.COST, 7, UTC);
		assertThat(prognosis.forecast()).isEmpty();
		assertThat(prognosis.model()).isNull();
		assertThat(prognosis.monthEnd()).isNull();
		assertThat(prognosis.note()).isEqualTo("There are no calls yet. A forecast needs 3 whole days of calls.");
	}

	@Test
	void threeDaysAreTheLeast() {
		for (int days : new int[] { 7, 30 }) {
			assertThat(outlook(ago(2), STEADY, Measure.COST, days, UTC).forecast()).isEmpty();
			assertThat(outlook(ago(2), STEADY, Measure.COST, days, UTC).note())
				.isEqualTo("There are calls since 2026-03-16T12:00:00Z. A forecast needs 3 whole days of calls."
					.replace("12:00", (days == 7) ? "13:00" : "00:00"));
			assertThat(outlook(ago(5), STEADY, Measure.COST, days, UTC).forecast()).isNotEmpty();
			assertThat(outlook(ago(5), STEADY, Measure.COST, days, UTC).note())
				.contains("whole days of calls, too few for weekly patterns");
			assertThat(outlook(ago(40), STEADY, Measure.COST, days, UTC).note()).isNull();
		}
	}

	@Test
	void aWeekComesByHoursAndMoreByDays() {
		Prognosis hours = outlook(ago(40), STEADY, Measure.CALLS, 7, UTC);
		assertThat(hours.interval()).isEqualTo("hour");
		assertThat(hours.forecast()).hasSize(168);
		assertThat(hours.forecast().getFirst().at()).isEqualTo(Instant.parse("2026-03-18T12:00:00Z"));
		assertThat(hours.history().getLast().at()).isEqualTo(Instant.parse("2026-03-18T11:00:00Z"));
		Prognosis days = outlook(ago(40), STEADY, Measure.CALLS, 8, BERLIN);
		assertThat(days.interval()).isEqualTo("day");
		assertThat(days.forecast()).hasSize(8).allSatisfy(day -> assertThat(day.value()).isCloseTo(24, within(0.5)));
		assertThat(days.forecast().getFirst().at()).isEqualTo(Instant.parse("2026-03-17T23:00:00Z"));
	}

	@Test
	@DisplayName("C01: a day of 23 hours is one day")
	void daysBeginAtMidnightOverAChangeOfTheClocks() {
		List<Instant> days = outlook(ago(40), STEADY, Measure.COST, 14, BERLIN).forecast()
			.stream()
			.map(Ahead::at)
			.toList();
		assertThat(days).allSatisfy(day -> assertThat(day.atZone(BERLIN).getHour()).isZero());
		assertThat(days).contains(Instant.parse("2026-03-28T23:00:00Z"), Instant.parse("2026-03-29T22:00:00Z"));
	}

	@Test
	void daysOfTheWeekAreToldApart() {
		ToDoubleFunction<Instant> workdays = at -> at.atZone(UTC).getDayOfWeek().getValue() > 5 ? 0 : 2;
		Prognosis prognosis = outlook(ago(100), workdays, Measure.COST, 14, UTC);
		assertThat(prognosis.forecast()).allSatisfy(day -> {
			DayOfWeek weekday = day.at().atZone(UTC).getDayOfWeek();
			assertThat(day.value()).isCloseTo((weekday.getValue() > 5) ? 0 : 48, within(1e-6));
		});
	}

	@Test
	void tokensAndLatencyAreForecastToo() {
		assertThat(outlook(ago(40), STEADY, Measure.TOKENS, 7, UTC).forecast().getFirst().value()).isCloseTo(1000,
				within(1e-6));
		ToDoubleFunction<Instant> everyThirdHour = at -> (at.atZone(UTC).getHour() % 3 == 0) ? 5 : 0;
		Prognosis latency = outlook(ago(40), everyThirdHour, Measure.LATENCY, 7, UTC);
		assertThat(latency.monthEnd()).isNull();
		assertThat(latency.history()).anyMatch(known -> known.value() == null).noneMatch(known -> {
			Double value = known.value();
			return value != null && value == 0;
		});
		assertThat(latency.forecast()).allSatisfy(hour -> assertThat(hour.value()).isCloseTo(500, within(25.0)));
	}

	@Test
	void theMonthsEndIsWhatCameAndWhatIsStillToCome() {
		MonthEnd end = new Outlook(new KnownUsage(ago(100), STEADY, ""), clock())
			.monthEnd(Set.of(TEAM), Measure.COST, UTC)
			.orElseThrow();
		assertThat(end.at()).isEqualTo(Instant.parse("2026-04-01T00:00:00Z"));
		assertThat(end.soFar()).isEqualTo(17 * 24 + 13);
		// The hour that is under way has begun, and its call has come.
		assertThat(end.value()).isCloseTo(31 * 24, within(1.0));
		assertThat(end.low95()).isLessThan(end.value()).isGreaterThanOrEqualTo(end.soFar());
		assertThat(end.high95()).isGreaterThan(end.value());
	}

	@Test
	void aBudgetRunsOutWhenItsLimitIsReached() {
		RunsOut found = runsOut(Period.MONTH, "600", "421", STEADY).orElseThrow();
		// 179 dollars at one an hour.
		assertThat(found.expected()).isBetween(NOW.plus(Duration.ofHours(176)), NOW.plus(Duration.ofHours(182)));
		assertThat(found.earliest()).isBefore(found.expected()).isAfter(NOW);
		assertThat(found.latest()).isAfter(found.expected());
	}

	@Test
	void aBudgetThatLastsHasNoDay() {
		assertThat(runsOut(Period.MONTH, "5000", "421", STEADY)).isEmpty();
		assertThat(runsOut(Period.DAY, "50", "12", STEADY)).isEmpty();
		assertThat(runsOut(Period.TOTAL, "50000", "421", STEADY)).isEmpty();
	}

	@Test
	void aBudgetNearItsEndMayRunOutOnlyAtTheBandsBorder() {
		RunsOut found = runsOut(Period.MONTH, "746", "421", STEADY).orElseThrow();
		assertThat(found.expected()).isNull();
		assertThat(found.latest()).isNull();
		assertThat(found.earliest()).isBefore(Instant.parse("2026-04-01T00:00:00Z"));
	}

	@Test
	void aDaysBudgetGoesByHours() {
		ToDoubleFunction<Instant> afternoons = at -> (at.atZone(UTC).getHour() >= 16) ? 10 : 0;
		RunsOut found = runsOut(Period.DAY, "20", "0.01", afternoons).orElseThrow();
		assertThat(found.expected()).isBetween(Instant.parse("2026-03-18T17:30:00Z"),
				Instant.parse("2026-03-18T18:00:00Z"));
	}

	@Test
	void aBudgetOfWhichNothingIsSpentHasNoForecast() {
		assertThat(runsOut(Period.MONTH, "5", "0", STEADY)).isEmpty();
		assertThat(runsOut(Period.MONTH, "5", "0.000001", STEADY)).isPresent();
	}

	@Test
	void whatIsSpentIsSpentNow() {
		assertThat(runsOut(Period.MONTH, "0", "0", STEADY)).hasValue(new RunsOut(NOW, NOW, NOW));
		assertThat(runsOut(Period.MONTH, "10", "10.5", STEADY)).hasValue(new RunsOut(NOW, NOW, NOW));
	}

	@Test
	void aKeysBudgetGoesByTheKeysCalls() {
		UsageSums usage = new KnownUsage(ago(60), STEADY, KEY.toString());
		Scope scope = new Scope(Scope.Kind.KEY, TEAM, TEAM, KEY, null);
		RunsOut found = new BudgetOutlook(usage, organisation -> Set.of(), clock(), System::nanoTime)
			.runsOut(standing(scope, Period.MONTH, "600", "421"))
			.orElseThrow();
		assertThat(found.expected()).isBetween(NOW.plus(Duration.ofHours(176)), NOW.plus(Duration.ofHours(182)));
	}

	private static Optional<RunsOut> runsOut(Period period, String limit, String spent,
			ToDoubleFunction<Instant> cost) {
		UsageSums usage = new KnownUsage(ago(60), cost, "");
		Scope scope = new Scope(Scope.Kind.TEAM, TEAM, TEAM, null, null);
		return new BudgetOutlook(usage, organisation -> Set.of(), clock(), System::nanoTime)
			.runsOut(standing(scope, period, limit, spent));
	}

	private static BudgetStanding standing(Scope scope, Period period, String limit, String spent) {
		Budget budget = new Budget(UUID.randomUUID(), scope, "search", period, UTC, new BigDecimal(limit), List.of(80),
				true, ago(60));
		return new BudgetStanding(budget, budget.window(NOW), new BigDecimal(spent));
	}

}
