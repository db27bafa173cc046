package dev.serai.platform.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

import dev.serai.testing.AwaitDefaults;
import dev.serai.testing.RealRedis;
import io.lettuce.core.api.async.RedisAsyncCommands;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The door to Redis while the server comes and goes. */
class RedisTest {

	@Test
	void aServerThatIsDownKeepsNobodyWaitingAndIsFoundAgain() {
		try (RealRedis server = RealRedis.start(); Redis redis = Redis.at(server.url())) {
			// On a busy machine an answer may come too late now and then.
			Awaitility.await().ignoreExceptions().until(() -> {
				redis.ask(commands -> commands.set("a", Redis.bytes("1")));
				return value(redis).equals("1");
			});
			server.stop();
			for (int i = 0; i < 2 * Redis.FAILURES; i++) {
				assertThatThrownBy(() -> redis.ask(commands -> commands.get("a"))).isInstanceOf(RedisUnavailable.class);
			}
			assertThat(redis.isReachable()).isFalse();
			server.restart();
			Awaitility.await()
				.atMost(Duration.ofSeconds(20))
				.ignoreExceptions()
				.untilAsserted(() -> assertThat(value(redis)).isEmpty());
			Awaitility.await().untilAsserted(() -> assertThat(redis.isReachable()).isTrue());
		}
	}

	@Test
	void aServerThatIsNotThereYetIsFoundOnceItIs() {
		RealRedis server = RealRedis.start();
		server.stop();
		try (server; Redis redis = Redis.at(server.url())) {
			assertThatThrownBy(() -> redis.ask(commands -> commands.get("a"))).isInstanceOf(RedisUnavailable.class);
			server.restart();
			Awaitility.await()
				.atMost(Duration.ofSeconds(20))
				.ignoreExceptions()
				.untilAsserted(() -> assertThat(value(redis)).isEmpty());
		}
	}

	@Test
	void R05_whoStopsWaitingNeverMakesAnotherGetItsReply() {
		try (RealRedis server = RealRedis.start(); Redis redis = Redis.at(server.url())) {
			LongAdder wrong = new LongAdder();
			LongAdder right = new LongAdder();
			for (int batch = 0; batch < 100; batch++) {
				AwaitDefaults.awaitComing().ignoreExceptions().until(() -> value(redis).isEmpty());
				try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
					for (int i = 0; i < 100; i++) {
						String mine = "tenant-" + batch + "-" + i;
						Future<?> asking = executor.submit(() -> {
							try {
								byte[] said = redis.ask(commands -> commands.echo(Redis.bytes(mine)));
								(new String(said, StandardCharsets.UTF_8).equals(mine) ? right : wrong).increment();
							}
							catch (RedisUnavailable ex) {
								// It stopped waiting.
							}
						});
						if (i % 3 == 0) {
							asking.cancel(true);
						}
					}
				}
			}
			assertThat(wrong.sum()).isZero();
			assertThat(right.sum()).isPositive();
		}
	}

	@Test
	void aScriptIsRunWhetherTheServerKnowsItOrNot() {
		try (RealRedis server = RealRedis.start(); Redis redis = Redis.at(server.url())) {
			Nodes nodes = new Nodes(redis, 1);
			Nodes others = new Nodes(redis, 1);
			Awaitility.await().until(() -> {
				others.beat();
				nodes.beat();
				return nodes.count() == 2;
			});
			Awaitility.await().ignoreExceptions().until(() -> redis.ask(RedisAsyncCommands::scriptFlush) != null);
			nodes.beat();
			assertThat(redis.isReachable()).isTrue();
			others.leave();
			nodes.beat();
			assertThat(nodes.count()).as("fewer are not believed at once").isEqualTo(2);
		}
	}

	private static String value(Redis redis) {
		byte[] value = redis.ask(commands -> commands.get("a"));
		return (value != null) ? new String(value, StandardCharsets.UTF_8) : "";
	}

}
