package dev.serai.admin.people;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import dev.serai.admin.people.SessionStore.Limits;
import dev.serai.admin.people.redis.RedisSessionStore;
import dev.serai.platform.redis.Redis;
import dev.serai.testing.RealRedis;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Whose things a store ends, in this process and in Redis. */
class SessionStoreTest {

	private static final Duration LONG = Duration.ofMinutes(1);

	private static final byte[] SOMETHING = { 7 };

	private static RealRedis server;

	private static Redis redis;

	@BeforeAll
	static void start() {
		server = RealRedis.start();
		redis = Redis.at(server.url());
	}

	@AfterAll
	static void stop() {
		redis.close();
		server.close();
	}

	/** A kind of store, made with some limits. */
	interface Maker {

		SessionStore make(Limits limits);

	}

	static Stream<Maker> stores() {
		return Stream.of(limits -> new LocalSessionStore(limits, System::nanoTime),
				limits -> new RedisSessionStore(redis, "test:" + UUID.randomUUID() + ":", limits));
	}

	@ParameterizedTest
	@MethodSource("stores")
	void anOwnerWithTooManyThingsLosesTheOldestAndOthersLoseNone(Maker stores) {
		SessionStore store = stores.make(new Limits(3, Limits.UNLIMITED));
		store.put("bystander", "ada", SOMETHING, LONG);
		for (int i = 0; i < 100; i++) {
			// Each ends later than the one before.
			store.put("flood-" + i, "mallory", SOMETHING, LONG.plusMillis(100L * i));
		}
		assertThat(store.get("bystander")).contains(SOMETHING);
		assertThat(kept(store, "flood-", 100)).containsExactly("flood-97", "flood-98", "flood-99");
	}

	@ParameterizedTest
	@MethodSource("stores")
	void whereAllAreLimitedTheOldestOfAllEnds(Maker stores) {
		SessionStore store = stores.make(new Limits(3, 10));
		for (int i = 0; i < 40; i++) {
			store.put("from-" + i, "address-" + i, SOMETHING, LONG.plusMillis(100L * i));
		}
		assertThat(kept(store, "from-", 40)).hasSize(10).contains("from-39", "from-30").doesNotContain("from-29");
	}

	@ParameterizedTest
	@MethodSource("stores")
	void whatIsUsedStaysAndWhatIsNotGoesFirst(Maker stores) {
		SessionStore store = stores.make(new Limits(2, Limits.UNLIMITED));
		store.put("used", "ada", SOMETHING, LONG);
		store.put("idle", "ada", SOMETHING, LONG.plusSeconds(1));
		store.renew("used", "ada", new byte[] { 8 }, LONG.plusSeconds(2));
		store.put("new", "ada", SOMETHING, LONG.plusSeconds(3));
		assertThat(store.get("used")).contains(new byte[] { 8 });
		assertThat(store.get("idle")).isEmpty();
		assertThat(store.get("new")).isPresent();
	}

	@ParameterizedTest
	@MethodSource("stores")
	void whatHasGoneCountsNoMore(Maker stores) {
		SessionStore store = stores.make(new Limits(2, Limits.UNLIMITED));
		store.put("first", "ada", SOMETHING, LONG);
		for (int i = 0; i < 10; i++) {
			store.put("next", "ada", SOMETHING, LONG.plusSeconds(1));
			store.remove("next", "ada");
		}
		assertThat(store.get("first")).isPresent();
	}

	@ParameterizedTest
	@MethodSource("stores")
	void whatHasBeenRemovedIsNotProlongedByWhoWasStillAsking(Maker stores) {
		SessionStore store = stores.make(SignInStores.SESSIONS);
		store.put("a", "ada", SOMETHING, LONG);
		store.remove("a", "ada");
		store.renew("a", "ada", SOMETHING, LONG);
		assertThat(store.get("a")).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("stores")
	void whatIsTakenIsTakenOnce(Maker stores) {
		SessionStore store = stores.make(SignInStores.PENDING);
		store.put("a", "192.0.2.1", SOMETHING, LONG);
		assertThat(store.take("a")).contains(SOMETHING);
		assertThat(store.take("a")).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("stores")
	void whatHasEndedIsNotThere(Maker stores) {
		SessionStore store = stores.make(SignInStores.PENDING);
		store.put("a", "192.0.2.1", SOMETHING, Duration.ofMillis(50));
		Awaitility.await().untilAsserted(() -> assertThat(store.get("a")).isEmpty());
	}

	/**
	 * A model: for each owner the names by age. What an owner keeps depends on what that
	 * owner did alone.
	 */
	@Property(tries = 200)
	void whatAnOwnerKeepsDependsOnNobodyElse(
			@ForAll @Size(max = 200) List<@IntRange(min = 0, max = 5) Integer> owners) {
		AtomicLong time = new AtomicLong();
		LocalSessionStore store = new LocalSessionStore(new Limits(4, Limits.UNLIMITED), time::get);
		Map<Integer, Deque<String>> model = new HashMap<>();
		for (int i = 0; i < owners.size(); i++) {
			time.incrementAndGet();
			store.put("n" + i, "o" + owners.get(i), SOMETHING, LONG);
			Deque<String> own = model.computeIfAbsent(owners.get(i), key -> new ArrayDeque<>());
			own.add("n" + i);
			if (own.size() > 4) {
				own.removeFirst();
			}
		}
		model.values().forEach(names -> names.forEach(name -> assertThat(store.get(name)).as(name).isPresent()));
		assertThat(store.size()).isEqualTo(model.values().stream().mapToInt(Deque::size).sum());
		time.addAndGet(LONG.toNanos());
		assertThat(store.size()).as("nothing is kept for longer than its life").isZero();
	}

	private static List<String> kept(SessionStore store, String prefix, int count) {
		List<String> kept = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			if (store.get(prefix + i).isPresent()) {
				kept.add(prefix + i);
			}
		}
		return kept;
	}

}
