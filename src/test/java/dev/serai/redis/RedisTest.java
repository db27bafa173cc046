package dev.serai.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import dev.serai.testing.RealRedis;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The door to Redis while the server comes and goes. */
class RedisTest {

	@Test
	void aServerThatIsDownKeepsNobodyWaitingAndIsFoundAgain() {
		try (RealRedis server = RealRedis.start(); Redis redis = Redis.at(server.url())) {
			redis.ask(commands -> commands.set("a", Redis.bytes("1")));
			assertThat(value(redis)).isEqualTo("1");
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

	private static String value(Redis redis) {
		byte[] value = redis.ask(commands -> commands.get("a"));
		return (value != null) ? new String(value, StandardCharsets.UTF_8) : "";
	}

}
