package dev.serai.gateway.fallback;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.ProviderFailure.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class BreakersTest {

	private final Breakers breakers = new Breakers(
			new Breakers.Settings(10, 5, 50, Duration.ofMinutes(1), 2, Duration.ofSeconds(5)));

	@Test
	void opensForTheDeploymentsOwnFaultsAndForThatDeploymentAlone() {
		fail("a", Kind.SERVER_ERROR, 5);
		assertThat(this.breakers.isOpen("a")).isTrue();
		assertThat(this.breakers.isOpen("b")).isFalse();
	}

	@Test
	void staysClosedBelowTheMinimumOfCalls() {
		fail("a", Kind.CONNECT, 4);
		assertThat(this.breakers.isOpen("a")).isFalse();
	}

	/** FAULTS P10: never is a deployment ejected for what callers do. */
	@ParameterizedTest
	@EnumSource(names = { "INVALID_REQUEST", "RATE_LIMITED", "AUTH", "NOT_FOUND", "CANCELLED", "TOO_LARGE" })
	void neverOpensForWhatIsNotTheDeploymentsFault(Kind kind) {
		fail("a", kind, 50);
		assertThat(this.breakers.isOpen("a")).isFalse();
	}

	@Test
	void countsAnAnswerThatBrokeAfterItHadBegun() {
		for (int i = 0; i < 5; i++) {
			this.breakers.brokeLater("a", ProviderFailure.of(Kind.BROKEN, "cut"), 0, () -> 1);
		}
		assertThat(this.breakers.isOpen("a")).isTrue();
	}

	private void fail(String deployment, Kind kind, int times) {
		for (int i = 0; i < times && this.breakers.of(deployment).tryAcquirePermission(); i++) {
			this.breakers.of(deployment).onError(1, TimeUnit.NANOSECONDS, ProviderFailure.of(kind, "x"));
		}
	}

}
