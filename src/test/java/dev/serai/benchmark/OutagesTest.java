package dev.serai.benchmark;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class OutagesTest {

	@Test
	void isDownForItsShareOfTheTimeAndAtTimesOfItsOwn() {
		Outages one = new Outages(0.05, "shaky-a".hashCode(), 0);
		Outages other = new Outages(0.05, "shaky-b".hashCode(), 0);
		int down = 0;
		int both = 0;
		int samples = 1_000_000;
		for (int i = 0; i < samples; i++) {
			long now = Duration.ofMillis(10).toNanos() * i;
			boolean oneIsDown = one.at(now);
			boolean otherIsDown = other.at(now);
			down += oneIsDown ? 1 : 0;
			both += (oneIsDown && otherIsDown) ? 1 : 0;
		}
		assertThat((double) down / samples).isCloseTo(0.05, within(0.01));
		assertThat((double) both / samples).isCloseTo(0.0025, within(0.0015));
	}

}
