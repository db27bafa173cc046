package dev.serai.insight.analytics;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class DurationsTest {

	@Test
	void aPercentileIsRightToWithinFourAndAHalfPercent() {
		Random random = new Random(3);
		double[] milliseconds = random.doubles(5_000, 0, 1).map(part -> 2 * Math.pow(2, 15 * part)).sorted().toArray();
		Durations durations = Arrays.stream(milliseconds)
			.mapToObj(ms -> one(Duration.ofNanos((long) (ms * 1e6))))
			.reduce(Durations.NONE, Durations::plus);
		assertThat(durations.count()).isEqualTo(5_000);
		for (double part : new double[] { 0.01, 0.5, 0.95, 0.99, 1 }) {
			double exact = milliseconds[(int) Math.ceil(part * milliseconds.length) - 1];
			assertThat(durations.percentile(part).orElseThrow()).isCloseTo(exact, within(exact * 0.046));
		}
	}

	@Test
	void bucketsBeginAtAMillisecondAndEndWithAllThatIsLonger() {
		assertThat(Durations.bucket(Duration.ZERO)).isZero();
		assertThat(Durations.bucket(Duration.ofMillis(1))).isZero();
		assertThat(Durations.bucket(Duration.ofNanos(1_000_001))).isEqualTo(1);
		assertThat(Durations.bucket(Duration.ofMillis(2))).isEqualTo(8);
		assertThat(Durations.bucket(Duration.ofDays(9))).isEqualTo(Durations.BUCKETS - 1);
	}

	@Test
	void noneHaveNoPercentileAndChangeNothing() {
		assertThat(Durations.NONE.percentile(0.5)).isEmpty();
		Durations one = one(Duration.ofSeconds(1));
		assertThat(one.plus(Durations.NONE)).isEqualTo(one).isEqualTo(Durations.NONE.plus(one));
		assertThat(Durations.of(new long[] { 1, 0, 0 })).isEqualTo(Durations.of(new long[] { 1 }));
		assertThat(Durations.of(new long[] { 1 })).isNotEqualTo(Durations.of(new long[] { 0, 1 }));
	}

	private static Durations one(Duration duration) {
		long[] counts = new long[Durations.bucket(duration) + 1];
		counts[counts.length - 1] = 1;
		return Durations.of(counts);
	}

}
