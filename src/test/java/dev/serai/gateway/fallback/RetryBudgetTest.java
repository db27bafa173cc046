package dev.serai.gateway.fallback;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RetryBudgetTest {

	private final AtomicLong now = new AtomicLong();

	private final RetryBudget budget = new RetryBudget(this.now::get);

	@Test
	void allowsThreeWithoutTraffic() {
		assertThat(taken(10)).isEqualTo(3);
	}

	@Test
	void allowsAFifthOfTheFirstAttempts() {
		assertThat(taken(10)).isEqualTo(3);
		for (int i = 0; i < 100; i++) {
			this.budget.firstAttempt();
		}
		assertThat(taken(100)).isEqualTo(20);
	}

	@Test
	void allowsThreeAgainAfterTenSeconds() {
		taken(10);
		this.now.addAndGet(Duration.ofSeconds(11).toNanos());
		assertThat(taken(10)).isEqualTo(3);
	}

	private int taken(int tries) {
		int count = 0;
		for (int i = 0; i < tries && this.budget.hasAny(); i++) {
			this.budget.take();
			count++;
		}
		return count;
	}

}
