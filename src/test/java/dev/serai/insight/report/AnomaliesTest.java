package dev.serai.insight.report;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.function.ToDoubleFunction;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AnomaliesTest {

	private static final LocalDate END = LocalDate.parse("2026-11-30");

	private static final LocalDate FROM = LocalDate.parse("2026-11-01");

	private static List<Figures.Anomaly> in(ToDoubleFunction<LocalDate> cost) {
		return Anomalies.in(FROM.minusDays(Anomalies.HISTORY_DAYS)
			.datesUntil(END)
			.map(date -> new DaySpend(date, BigDecimal.valueOf(cost.applyAsDouble(date))))
			.toList(), FROM);
	}

	/** Working days cost 100, weekends 10, all of them a little more or less. */
	private static double usual(LocalDate date) {
		double level = (date.getDayOfWeek().getValue() > 5) ? 10 : 100;
		return level * (1 + 0.05 * Math.sin(date.toEpochDay()));
	}

	@Test
	void weekendsDoNotStandOut() {
		assertThat(in(AnomaliesTest::usual)).isEmpty();
	}

	@Test
	void aWildDayDoesAndHidesNoOther() {
		assertThat(in(date -> usual(date) * ((date.getDayOfMonth() % 10 == 4 && !date.isBefore(FROM)) ? 3 : 1)))
			.extracting(odd -> odd.date().toString())
			.containsExactly("2026-11-04", "2026-11-14", "2026-11-24");
	}

	@Test
	void aDayWithoutSpendingDoes() {
		assertThat(in(date -> date.getDayOfMonth() == 17 ? 0 : usual(date)))
			.anySatisfy(odd -> assertThat(odd.date()).isEqualTo("2026-11-17"));
	}

	@Test
	void nothingIsUsualAtTheBeginning() {
		assertThat(in(date -> date.isBefore(LocalDate.parse("2026-11-24")) ? 0 : usual(date))).isEmpty();
		assertThat(in(date -> 0)).isEmpty();
	}

	@Test
	void smallChangesOfSteadySpendingDoNot() {
		assertThat(in(date -> (date.getDayOfMonth() == 17) ? 104 : 100)).isEmpty();
	}

}
