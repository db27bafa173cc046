package dev.serai.admin.people;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import dev.serai.platform.error.CallRefused;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Guessing is slow; whoever knows is hardly kept waiting. */
class LockoutTest {

	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);

	private final Lockout lockout = new Lockout(this.nanos::get);

	@Test
	@DisplayName("H18: each failure makes the next wait longer, up to a minute")
	void waitsGrow() {
		for (int i = 0; i < 5; i++) {
			this.lockout.attempt("ada", "10.0.1.1");
		}
		long[] expected = { 1, 2, 4, 8, 16, 32, 60, 60 };
		for (long seconds : expected) {
			assertThat(refusal(() -> this.lockout.attempt("ada", "10.0.1.1"))).isEqualTo(Duration.ofSeconds(seconds));
			this.nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
			this.lockout.attempt("ada", "10.0.1.1");
		}
	}

	@Test
	@DisplayName("H18: who guesses at an account does not keep its owner out")
	void theOwnerIsNotSlowed() {
		for (int i = 0; i < 5; i++) {
			this.lockout.attempt("ada", "10.0.0.1");
		}
		for (int hour = 0; hour < 24; hour++) {
			assertThat(refusal(() -> this.lockout.attempt("ada", "10.0.0.1"))).isPositive();
			assertThatNoException().isThrownBy(() -> this.lockout.attempt("ada", "10.0.0.2"));
			this.lockout.succeeded("ada", "10.0.0.2");
			this.nanos.addAndGet(Duration.ofMinutes(1).toNanos());
			this.lockout.attempt("ada", "10.0.0.1");
		}
	}

	@Test
	@DisplayName("H18: an account that many addresses guess at waits, a minute at most")
	void manyAddressesAreSlowed() {
		for (int i = 0; i < 50; i++) {
			this.lockout.attempt("ada", "10.0.0." + i);
		}
		assertThat(refusal(() -> this.lockout.attempt("ada", "10.0.1.1"))).isEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void othersAreNotSlowed() {
		for (int i = 0; i < 5; i++) {
			this.lockout.attempt("ada", "10.0.0.1");
		}
		assertThatNoException().isThrownBy(() -> this.lockout.attempt("bob", "10.0.0.1"));
	}

	@Test
	void whoSucceedsBeginsAnew() {
		for (int i = 0; i < 20; i++) {
			this.lockout.attempt("ada", "10.0.0.1");
			this.lockout.succeeded("ada", "10.0.0.1");
		}
		assertThatNoException().isThrownBy(() -> this.lockout.attempt("ada", "10.0.0.1"));
	}

	@Test
	@DisplayName("H18: one address that tries many accounts is slowed, too")
	void anAddressThatTriesManyIsSlowed() {
		for (int i = 0; i < 100; i++) {
			this.lockout.attempt("person " + i, "10.0.0.1");
		}
		assertThat(refusal(() -> this.lockout.attempt("another", "10.0.0.1"))).isEqualTo(Duration.ofSeconds(1));
		assertThatNoException().isThrownBy(() -> this.lockout.attempt("another", "10.0.0.2"));
	}

	private static Duration refusal(ThrowingCallable attempt) {
		CallRefused refused = catchThrowableOfType(CallRefused.class, attempt);
		assertThat(refused.error().status()).isEqualTo(429);
		return refused.error().retryAfter();
	}

}
