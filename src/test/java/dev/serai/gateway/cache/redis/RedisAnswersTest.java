package dev.serai.gateway.cache.redis;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import dev.serai.gateway.cache.Question;
import dev.serai.gateway.cache.StoredAnswer;
import dev.serai.gateway.call.Cost;
import dev.serai.gateway.call.Origin;
import dev.serai.gateway.call.PriceStatus;
import dev.serai.gateway.operation.Usage;
import dev.serai.platform.redis.Redis;
import dev.serai.testing.RealRedis;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Answers in a real Redis, asked by many at once who do not all wait for the reply. */
class RedisAnswersTest {

	private static final int QUESTIONS = 10_000;

	/** More would wait longer than is waited for Redis. */
	private static final int AT_ONCE = 16;

	@Test
	void R05_whoeverIsInterruptedNoReplyEverReachesAnotherQuestion() {
		AtomicInteger found = new AtomicInteger();
		AtomicInteger others = new AtomicInteger();
		try (RealRedis server = RealRedis.start(); Redis redis = Redis.at(server.url())) {
			Awaitility.await().ignoreExceptions().until(() -> redis.ask(commands -> commands.ping()), "PONG"::equals);
			RedisAnswers answers = new RedisAnswers(redis);
			try (ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE)) {
				for (int i = 0; i < QUESTIONS; i++) {
					Question question = question(i);
					Future<?> caller = callers.submit(() -> {
						answers.keep(question, answer(question), Duration.ofMinutes(1), "0.0");
						for (int j = 0; j < 2; j++) {
							StoredAnswer answer = answers.find(question).answer();
							if (answer != null) {
								(answer.equals(answer(question)) ? found : others).incrementAndGet();
							}
						}
					});
					if (i % 2 == 0) {
						caller.cancel(true);
					}
				}
			}
		}
		assertThat(others).hasValue(0);
		assertThat(found).hasValueGreaterThan(0);
	}

	private static Question question(int number) {
		UUID team = new UUID(1, number);
		return new Question(team, "digest" + number);
	}

	private static StoredAnswer answer(Question question) {
		return new StoredAnswer(false, ("{\"to\":\"" + question.team() + "\"}").getBytes(StandardCharsets.UTF_8),
				new Origin("p/m", "p", "m", false, Usage.of(1, 2), new Cost(BigDecimal.ONE, PriceStatus.KNOWN)));
	}

}
