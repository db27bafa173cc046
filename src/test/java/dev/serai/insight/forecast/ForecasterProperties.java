package dev.serai.insight.forecast;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Random;

import dev.serai.insight.forecast.Forecast.Expected;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What holds for every forecast, whatever the past was like. */
class ForecasterProperties {

	private static final int HOURS = 200;

	private final Forecaster forecaster = new Forecaster();

	/** How a past is made. */
	record Past(int size, double level, double daily, double weekend, double noise, double zeros, double gaps,
			long seed) {

		double[] values() {
			Random random = new Random(this.seed);
			double[] values = new double[this.size];
			for (int i = 0; i < values.length; i++) {
				double season = 1 + this.daily * Math.sin(2 * Math.PI * i / 24);
				double week = (i / 24 % 7 >= 5) ? this.weekend : 1;
				double value = this.level * season * week * (1 + this.noise * (random.nextDouble() - 0.5));
				values[i] = (random.nextDouble() < this.gaps) ? Double.NaN
						: (random.nextDouble() < this.zeros) ? 0 : value;
			}
			return values;
		}

		Series hours() {
			return Series.hours(ZoneId.of("Europe/Berlin"), Instant.parse("2026-03-10T05:00:00Z"), values());
		}

		Series days() {
			return Series.days(ZoneId.of("Europe/Berlin"), Instant.parse("2026-03-10T05:00:00Z"), values());
		}

	}

	@Provide
	Arbitrary<Past> pasts() {
		return Combinators
			.combine(Arbitraries.integers().between(3, 700), Arbitraries.doubles().between(0, 1e6),
					Arbitraries.doubles().between(0, 1), Arbitraries.doubles().between(0, 1),
					Arbitraries.doubles().between(0, 2), Arbitraries.of(0.0, 0.0, 0.3, 0.95, 1.0),
					Arbitraries.of(0.0, 0.0, 0.2, 0.9), Arbitraries.longs())
			.as(Past::new);
	}

	@Property(tries = 60)
	void bandsHoldTheValueAndNothingIsNegative(@ForAll("pasts") Past past) {
		for (Series series : new Series[] { past.hours(), past.days() }) {
			this.forecaster.forecast(series, HOURS).ifPresent(forecast -> {
				assertThat(forecast.steps()).hasSize(HOURS).allSatisfy(ForecasterProperties::isInOrder);
				assertThat(forecast.sums()).hasSize(HOURS).allSatisfy(ForecasterProperties::isInOrder);
			});
		}
	}

	private static void isInOrder(Expected expected) {
		assertThat(expected.low95()).isFinite().isNotNegative().isLessThanOrEqualTo(expected.low80());
		assertThat(expected.low80()).isLessThanOrEqualTo(expected.value());
		assertThat(expected.value()).isLessThanOrEqualTo(expected.high80());
		assertThat(expected.high80()).isLessThanOrEqualTo(expected.high95());
		assertThat(expected.high95()).isFinite();
	}

	@Property(tries = 60)
	void bandsWidenFromWeekToWeekAndSumsNeverFall(@ForAll("pasts") Past past) {
		this.forecaster.forecast(past.hours(), HOURS).ifPresent(forecast -> {
			for (int i = 168; i < HOURS; i++) {
				Expected before = forecast.steps().get(i - 168);
				Expected after = forecast.steps().get(i);
				assertThat(after.high80() - after.value())
					.isGreaterThanOrEqualTo((before.high80() - before.value()) * (1 - 1e-9) - 1e-9);
				assertThat(after.high95() - after.value())
					.isGreaterThanOrEqualTo((before.high95() - before.value()) * (1 - 1e-9) - 1e-9);
			}
			for (int i = 1; i < HOURS; i++) {
				Expected before = forecast.sums().get(i - 1);
				Expected after = forecast.sums().get(i);
				assertThat(after.value()).isGreaterThanOrEqualTo(before.value());
				assertThat(after.low95()).isGreaterThanOrEqualTo(before.low95());
				assertThat(after.high95()).isGreaterThanOrEqualTo(before.high95());
				assertThat(after.high95() - after.value()).as("what is unsure of a sum does not shrink")
					.isGreaterThanOrEqualTo((before.high95() - before.value()) * (1 - 1e-9) - 1e-6);
			}
		});
	}

	@Property(tries = 40)
	void itIsTheSameInCentsAndInDollars(@ForAll("pasts") Past past) {
		double[] values = past.values();
		// A power of two changes no digit, so that no tie is decided otherwise.
		double[] larger = Arrays.stream(values).map(value -> 1024 * value).toArray();
		Instant start = Instant.parse("2026-06-01T00:00:00Z");
		ZoneId zone = ZoneId.of("UTC");
		var small = this.forecaster.forecast(Series.hours(zone, start, values), 48);
		var large = this.forecaster.forecast(Series.hours(zone, start, larger), 48);
		assertThat(small.isPresent()).isEqualTo(large.isPresent());
		small.ifPresent(one -> {
			Forecast other = large.orElseThrow();
			assertThat(one.model()).isEqualTo(other.model());
			for (int i = 0; i < 48; i++) {
				assertThat(1024 * one.steps().get(i).value()).isCloseTo(other.steps().get(i).value(), within(1e-6));
				assertThat(1024 * one.sums().get(i).high95()).isCloseTo(other.sums().get(i).high95(),
						within(1e-9 * other.sums().get(i).high95() + 1e-6));
			}
		});
	}

	@Property(tries = 20)
	void theSamePastGivesTheSameForecast(@ForAll("pasts") Past past) {
		assertThat(this.forecaster.forecast(past.hours(), 30)).isEqualTo(new Forecaster().forecast(past.hours(), 30));
	}

}
