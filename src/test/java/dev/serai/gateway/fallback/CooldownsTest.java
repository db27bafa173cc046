package dev.serai.gateway.fallback;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CooldownsTest {

	private final AtomicLong now = new AtomicLong();

	private final Cooldowns cooldowns = new Cooldowns(this.now::get, Duration.ofSeconds(10), Duration.ofMinutes(5));

	@Test
	void waitsAsLongAsAsked() {
		this.cooldowns.cool("account", Duration.ofSeconds(7));
		assertThat(this.cooldowns.remaining("account")).isEqualTo(Duration.ofSeconds(7));
		this.now.addAndGet(Duration.ofSeconds(7).toNanos());
		assertThat(this.cooldowns.remaining("account")).isZero();
		assertThat(this.cooldowns.remaining("another")).isZero();
	}

	@Test
	void waitsAStandardTimeWhenNotTold() {
		this.cooldowns.cool("account", null);
		assertThat(this.cooldowns.remaining("account")).isEqualTo(Duration.ofSeconds(10));
	}

	@Test
	void believesNoWaitBeyondItsLimit() {
		this.cooldowns.cool("account", Duration.ofDays(1));
		assertThat(this.cooldowns.remaining("account")).isEqualTo(Duration.ofMinutes(5));
	}

	/** FAULTS P11: the deadline is monotone. */
	@Property
	void neverEndsEarlierForALaterWish(@ForAll @NotEmpty List<@IntRange(min = 0, max = 300) Integer> wishes,
			@ForAll @IntRange(max = 3) int stepSeconds) {
		AtomicLong clock = new AtomicLong();
		Cooldowns tried = new Cooldowns(clock::get, Duration.ofSeconds(1), Duration.ofMinutes(5));
		long end = 0;
		for (int wish : wishes) {
			tried.cool("account", Duration.ofSeconds(wish));
			long asked = clock.get() + Duration.ofSeconds(wish).toNanos();
			end = Math.max(end, asked);
			assertThat(tried.remaining("account")).isEqualTo(Duration.ofNanos(Math.max(0, end - clock.get())));
			clock.addAndGet(Duration.ofSeconds(stepSeconds).toNanos());
		}
	}

}
