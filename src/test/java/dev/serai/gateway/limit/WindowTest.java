package dev.serai.gateway.limit;

import java.util.ArrayList;
import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The sliding window: never more in any 60 seconds than the limit. */
class WindowTest {

	private record Taken(long atMillis, long amount) {
	}

	@Property(tries = 300)
	void P5_inNoSixtySecondsIsMoreThanTheLimitTaken(@ForAll @IntRange(min = 1, max = 500) int limit,
			@ForAll @Size(min = 1, max = 300) List<@LongRange(min = 0, max = 30_000) Long> pauses,
			@ForAll @Size(min = 1, max = 20) List<@LongRange(min = 1, max = 60) Long> amounts) {
		Window window = new Window();
		List<Taken> taken = new ArrayList<>();
		long now = 12_345;
		for (int i = 0; i < pauses.size(); i++) {
			now += pauses.get(i) * ((i % 3 == 0) ? 1 : 0) + i % 7;
			long amount = amounts.get(i % amounts.size());
			window.advance(now / 1_000);
			if (window.sum() + amount <= limit) {
				window.add(amount);
				taken.add(new Taken(now, amount));
			}
			else if (amount <= limit) {
				long free = window.secondWith(limit - amount) * 1_000;
				assertThat(free).as("the wait that is told").isBetween(now + 1, now + 61_000);
			}
		}
		for (Taken first : taken) {
			long sum = taken.stream()
				.filter(t -> t.atMillis >= first.atMillis && t.atMillis < first.atMillis + 60_000)
				.mapToLong(Taken::amount)
				.sum();
			assertThat(sum).isLessThanOrEqualTo(limit);
		}
	}

	@Property(tries = 200)
	void afterTheWaitThatIsToldThereIsRoomAndNotASecondBefore(@ForAll @IntRange(min = 1, max = 100) int most,
			@ForAll @Size(min = 1, max = 60) List<@LongRange(min = 0, max = 59) Long> seconds) {
		Window window = new Window();
		window.advance(1_000);
		seconds.stream().sorted().forEach(second -> {
			window.advance(1_000 + second);
			window.add(3);
		});
		long free = window.secondWith(most);
		if (window.sum() > most) {
			window.advance(free - 1);
			assertThat(window.sum()).isGreaterThan(most);
		}
		window.advance(free);
		assertThat(window.sum()).isLessThanOrEqualTo(most);
	}

	@Test
	void timeThatGoesBackGivesNothingBack() {
		Window window = new Window();
		window.advance(500);
		window.add(7);
		window.advance(100);
		assertThat(window.sum()).isEqualTo(7);
		assertThat(window.now()).isEqualTo(500);
	}

	@Test
	void whatIsGivenBackIsNoMoreThanWasTaken() {
		Window window = new Window();
		window.advance(10);
		window.add(5);
		window.advance(40);
		window.add(2);
		window.giveBack(10, 100);
		assertThat(window.sum()).isEqualTo(2);
		window.advance(200);
		window.giveBack(40, 1);
		assertThat(window.sum()).isZero();
	}

	@Test
	void whatTheNodeAloneHasHadIsCountedOverALittleLess() {
		Window window = new Window();
		window.advance(100);
		window.add(5);
		window.advance(158);
		window.add(1);
		assertThat(window.recent()).isEqualTo(6);
		window.advance(159);
		assertThat(window.recent()).isEqualTo(1);
		assertThat(window.sum()).isEqualTo(6);
		window.advance(161);
		assertThat(window.sum()).isEqualTo(1);
	}

}
