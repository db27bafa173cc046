package dev.serai.gateway.fallback;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AdaptiveTimeoutTest {

	private static final Duration POLICY = Duration.ofSeconds(5);

	private static final Duration MOST = Duration.ofSeconds(60);

	private final AdaptiveTimeout adaptiveTimeout = new AdaptiveTimeout();

	@Test
	void learnsOfStreamsApart() {
		this.adaptiveTimeout.answered("a", false, Duration.ofSeconds(10).toNanos());
		assertThat(this.adaptiveTimeout.limit("a", true, POLICY, MOST, true)).isEqualTo(POLICY);
		assertThat(this.adaptiveTimeout.limit("a", false, POLICY, MOST, true)).hasSeconds(40);
	}

	@Test
	void startsWithThePolicysLimitWhileAnotherCouldBeAsked() {
		assertThat(this.adaptiveTimeout.limit("a", false, POLICY, MOST, true)).isEqualTo(POLICY);
	}

	@Test
	void givesTheOnlyDeploymentItsProvidersLimit() {
		assertThat(this.adaptiveTimeout.limit("a", false, POLICY, MOST, false)).isEqualTo(MOST);
	}

	@Test
	void doublesTheLimitOfADeploymentThatNeededLonger() {
		this.adaptiveTimeout.timedOut("a", false, POLICY);
		assertThat(this.adaptiveTimeout.limit("a", false, POLICY, MOST, true)).hasSeconds(10);
		this.adaptiveTimeout.timedOut("a", false, Duration.ofSeconds(10));
		assertThat(this.adaptiveTimeout.limit("a", false, POLICY, MOST, true)).hasSeconds(20);
		assertThat(this.adaptiveTimeout.limit("b", false, POLICY, MOST, true)).isEqualTo(POLICY);
	}

	@Test
	void neverExceedsTheProvidersLimit() {
		this.adaptiveTimeout.timedOut("a", false, Duration.ofMinutes(10));
		assertThat(this.adaptiveTimeout.limit("a", false, POLICY, MOST, true)).isEqualTo(MOST);
	}

	@Test
	void comesBackToThePolicysLimitWithQuickAnswers() {
		this.adaptiveTimeout.timedOut("a", false, Duration.ofSeconds(20));
		for (int i = 0; i < 50; i++) {
			this.adaptiveTimeout.answered("a", false, Duration.ofMillis(200).toNanos());
		}
		assertThat(this.adaptiveTimeout.limit("a", false, POLICY, MOST, true)).isEqualTo(POLICY);
	}

}
