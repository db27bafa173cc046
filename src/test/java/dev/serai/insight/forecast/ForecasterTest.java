package dev.serai.insight.forecast;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/** What is expected after a past that is known. */
class ForecasterTest {

	private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

	private final Forecaster forecaster = new Forecaster();

	@Test
	@DisplayName("C01: after the clocks have changed, nine in the morning is still nine in the morning")
	void hoursGoByTheClockOnTheWall() {
		// Four weeks until the Friday before the clocks go forward on Sunday 29 March.
		Instant start = Instant.parse("2026-02-26T23:00:00Z");
		double[] hours = new double[28 * 24];
		Arrays.setAll(hours, i -> (i % 24 == 9) ? 100 : 10);
		Forecast forecast = this.forecaster.forecast(Series.hours(BERLIN, start, hours), 5 * 24).orElseThrow();
		Instant at = start.plus(Duration.ofHours(hours.length));
		for (int i = 0; i < 5 * 24; i++) {
			boolean nine = at.plus(Duration.ofHours(i)).atZone(BERLIN).getHour() == 9;
			assertThat(forecast.steps().get(i).value()).as("hour %s", i).isCloseTo(nine ? 100 : 10, within(1e-6));
		}
	}

	@Test
	void daysOfTheWeekAreKnownOverAChangeOfTheClocks() {
		Instant start = Instant.parse("2026-01-04T23:00:00Z");
		double[] days = new double[11 * 7];
		Arrays.setAll(days, i -> (i % 7 >= 5) ? 5 : 50);
		Forecast forecast = this.forecaster.forecast(Series.days(BERLIN, start, days), 21).orElseThrow();
		for (int i = 0; i < 21; i++) {
			assertThat(forecast.steps().get(i).value()).as("day %s", i).isCloseTo((i % 7 >= 5) ? 5 : 50, within(1e-6));
		}
	}

	@Test
	void anOutageIsNotExpectedAgain() {
		double[] hours = new double[21 * 24];
		Arrays.setAll(hours, i -> (i >= 400 && i < 410) ? 0 : 100 + 50 * Math.sin(2 * Math.PI * (i % 24) / 24));
		Forecast forecast = this.forecaster.forecast(Traces.series(hours), 48).orElseThrow();
		for (int i = 0; i < 48; i++) {
			assertThat(forecast.steps().get(i).value()).as("hour %s", i)
				.isCloseTo(100 + 50 * Math.sin(2 * Math.PI * i / 24), within(10.0));
		}
	}

	@Test
	void aNewLevelIsFollowed() {
		double[] days = new double[60];
		Arrays.setAll(days, i -> (i < 50) ? 100 : 300);
		Forecast forecast = this.forecaster.forecast(Series.days(BERLIN, Instant.EPOCH, days), 5).orElseThrow();
		assertThat(forecast.steps().getLast().value()).isCloseTo(300, within(30.0));
	}

	@Test
	void nothingIsExpectedAfterNothing() {
		Forecast forecast = this.forecaster.forecast(Traces.series(new double[100]), 24).orElseThrow();
		assertThat(forecast.sums().getLast()).isEqualTo(new Forecast.Expected(0, 0, 0, 0, 0));
	}

	@Test
	void ofTwoValuesNothingIsForecast() {
		assertThat(this.forecaster.forecast(Series.plain(new double[] { 1, 2 }), 1)).isEmpty();
		assertThat(this.forecaster.forecast(Series.plain(new double[] { 1, Double.NaN, 2 }), 1)).isEmpty();
		assertThatIllegalArgumentException().isThrownBy(() -> Series.plain(new double[] { -1 }));
	}

	@Test
	void ninetyDaysOfHoursTakeNoTime() {
		double[] hours = new double[90 * 24];
		Arrays.setAll(hours, i -> 10 + 8 * Math.sin(2 * Math.PI * i / 24) + (i * 7919 % 13) / 5.0);
		Series series = Traces.series(hours);
		long best = Long.MAX_VALUE;
		for (int i = 0; i < 12; i++) {
			long start = System.nanoTime();
			assertThat(this.forecaster.forecast(series, 168)).isPresent();
			best = Math.min(best, System.nanoTime() - start);
		}
		assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofMillis(50));
	}

}
