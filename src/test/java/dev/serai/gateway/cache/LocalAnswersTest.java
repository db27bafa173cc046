package dev.serai.gateway.cache;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import dev.serai.gateway.call.Cost;
import dev.serai.gateway.call.Origin;
import dev.serai.gateway.operation.Usage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Answers in memory, with a clock of the test's own. */
class LocalAnswersTest {

	private static final UUID TEAM = new UUID(1, 1);

	private final AtomicLong nanos = new AtomicLong();

	private final LocalAnswers answers = new LocalAnswers(100_000, this.nanos::get);

	@Test
	void anAnswerIsForgottenWhenItsTimeIsUp() {
		keep(TEAM, "a", 1_000);
		this.nanos.addAndGet(Duration.ofMinutes(1).toNanos() - 1);
		assertThat(find(TEAM, "a")).isNotNull();
		this.nanos.addAndGet(1);
		assertThat(find(TEAM, "a")).isNull();
	}

	@Test
	void allAnswersTogetherStayWithinTheLimit() {
		int kept = 0;
		for (int i = 0; i < 1_000; i++) {
			keep(TEAM, "a" + i, 10_000);
		}
		for (int i = 0; i < 1_000; i++) {
			kept += (find(TEAM, "a" + i) != null) ? 1 : 0;
		}
		assertThat(kept).isBetween(1, 9);
	}

	@Test
	void aTeamIsForgottenAndNothingThatWasLookedForBeforeIsKept() {
		UUID other = new UUID(1, 2);
		keep(TEAM, "a", 10);
		keep(other, "b", 10);
		String before = this.answers.find(question(TEAM, "c")).edition();
		this.answers.forget(TEAM);
		assertThat(find(TEAM, "a")).isNull();
		assertThat(find(other, "b")).isNotNull();
		this.answers.keep(question(TEAM, "c"), answer(10), Duration.ofMinutes(1), before);
		assertThat(find(TEAM, "c")).isNull();
		this.answers.forget(null);
		assertThat(find(other, "b")).isNull();
	}

	private void keep(UUID team, String digest, int size) {
		Question question = question(team, digest);
		this.answers.keep(question, answer(size), Duration.ofMinutes(1), this.answers.find(question).edition());
	}

	private StoredAnswer find(UUID team, String digest) {
		return this.answers.find(question(team, digest)).answer();
	}

	private static Question question(UUID team, String digest) {
		return new Question(team, digest);
	}

	private static StoredAnswer answer(int size) {
		return new StoredAnswer(false, new byte[size], new Origin("p/m", "p", "m", false, Usage.NONE, Cost.ZERO));
	}

}
