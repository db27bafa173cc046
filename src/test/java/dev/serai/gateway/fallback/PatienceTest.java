package dev.serai.gateway.fallback;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PatienceTest {

	private static final Duration POLICY = Duration.ofSeconds(5);

	private static final Duration MOST = Duration.ofSeconds(60);

	private final Patience patience = new Patience();

	@Test
	void learnsOfStreamsApart() {
		this.patience.answered("a", false, Duration.ofSeconds(10).toNanos());
		assertThat(this.patience.limit("a", true, POLICY, MOST, true)).isEqualTo(POLICY);
		assertThat(this.patience.limit("a", false, POLICY, MOST, true)).hasSeconds(40);
	}

	@Test
	void startsWithThePolicysLimitWhileAnotherCouldBeAsked() {
		assertThat(this.patience.limit("a", false, POLICY, MOST, true)).isEqualTo(POLICY);
	}

	@Test
	void givesTheOnlyDeploymentItsProvidersLimit() {
		assertThat(this.patience.limit("a", false, POLICY, MOST, false)).isEqualTo(MOST);
	}

	@Test
	void doublesTheLimitOfADeploymentThatNeededLonger() {
		this.patience.timedOut("a", false, POLICY);
		assertThat(this.patience.limit("a", false, POLICY, MOST, true)).hasSeconds(10);
		this.patience.timedOut("a", false, Duration.ofSeconds(10));
		assertThat(this.patience.limit("a", false, POLICY, MOST, true)).hasSeconds(20);
		assertThat(this.patience.limit("b", false, POLICY, MOST, true)).isEqualTo(POLICY);
	}

	@Test
	void neverExceedsTheProvidersLimit() {
		this.patience.timedOut("a", false, Duration.ofMinutes(10));
		assertThat(this.patience.limit("a", false, POLICY, MOST, true)).isEqualTo(MOST);
	}

	@Test
	void comesBackToThePolicysLimitWithQuickAnswers() {
		this.patience.timedOut("a", false, Duration.ofSeconds(20));
		for (int i = 0; i < 50; i++) {
			this.patience.answered("a", false, Duration.ofMillis(200).toNanos());
		}
		assertThat(this.patience.limit("a", false, POLICY, MOST, true)).isEqualTo(POLICY);
	}

}
