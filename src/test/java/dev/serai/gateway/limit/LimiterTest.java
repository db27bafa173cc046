package dev.serai.gateway.limit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import dev.serai.gateway.call.Caller;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** One node's decisions, second by second. */
class LimiterTest {

	private static final Demand NOTHING = new Demand(0, 0, false);

	private long millis = 5_000;

	private final Limiter limiter = new Limiter(() -> TimeUnit.MILLISECONDS.toNanos(this.millis), null, null);

	private static Bound bound(long requests, long tokens, long calls) {
		return new Bound(Scope.KEY, "key:k", requests, tokens, calls);
	}

	private Verdict ask(Bound... bounds) {
		return this.limiter.admit(UUID.randomUUID(), List.of(bounds), NOTHING);
	}

	@Test
	void B05_whoWaitsAsLongAsToldGetsThroughAndNotBefore() {
		Bound bound = bound(2, Bound.NONE, Bound.NONE);
		assertThat(ask(bound)).isInstanceOf(Verdict.Admitted.class);
		this.millis += 30_250;
		assertThat(ask(bound)).isInstanceOf(Verdict.Admitted.class);
		this.millis += 10_100;
		Verdict.Refused refused = (Verdict.Refused) ask(bound);
		long wait = refused.reached().waitMillis();
		assertThat(wait).isBetween(19_000L, 21_000L);
		this.millis += wait - 1;
		assertThat(ask(bound)).isInstanceOf(Verdict.Refused.class);
		this.millis += 1;
		assertThat(ask(bound)).isInstanceOf(Verdict.Admitted.class);
	}

	@Test
	void aCallIsCountedByAllOfItsBoundsOrByNone() {
		Bound key = new Bound(Scope.KEY, "key:a", 10, Bound.NONE, Bound.NONE);
		Bound team = new Bound(Scope.TEAM, "team:t", 1, Bound.NONE, Bound.NONE);
		assertThat(ask(key, team)).isInstanceOf(Verdict.Admitted.class);
		for (int i = 0; i < 20; i++) {
			assertThat(ask(key, team)).isInstanceOf(Verdict.Refused.class);
		}
		for (int i = 0; i < 9; i++) {
			assertThat(ask(key)).isInstanceOf(Verdict.Admitted.class);
		}
		assertThat(ask(key)).isInstanceOf(Verdict.Refused.class);
	}

	@Test
	void whoHasNotCalledForAMinuteTakesNoRoom() {
		Verdict.Admitted call = (Verdict.Admitted) ask(bound(5, Bound.NONE, 5));
		this.millis += 120_000;
		this.limiter.upkeep();
		assertThat(this.limiter.size()).as("a call is under way").isEqualTo(1);
		call.lease().end(0);
		call.lease().end(0);
		this.limiter.upkeep();
		assertThat(this.limiter.size()).isZero();
	}

	@Test
	void aLimitThatIsLoweredHoldsForTheNextCall() {
		for (int i = 0; i < 5; i++) {
			assertThat(ask(bound(10, Bound.NONE, Bound.NONE))).isInstanceOf(Verdict.Admitted.class);
		}
		assertThat(ask(bound(5, Bound.NONE, Bound.NONE))).isInstanceOf(Verdict.Refused.class);
		assertThat(ask(bound(6, Bound.NONE, Bound.NONE))).isInstanceOf(Verdict.Admitted.class);
	}

	@Test
	void whoeverHasNoLimitOfItsOwnHasThatForEverybody() {
		UUID key = UUID.randomUUID();
		UUID other = UUID.randomUUID();
		UUID team = UUID.randomUUID();
		Bounds bounds = new Bounds(List.of(limit(Scope.KEY, "*", 10), limit(Scope.KEY, key.toString(), 1),
				limit(Scope.TEAM, "*", 20), limit(Scope.MODEL, "m", 30)));
		assertThat(bounds.of(caller(key, team), "n", name -> name)).extracting(Bound::requests)
			.containsExactly(1L, 20L);
		assertThat(bounds.of(caller(other, team), "alias", name -> "m")).extracting(Bound::name)
			.containsExactly("key:" + other, "team:" + team, "model:m");
	}

	private static Limit limit(Scope scope, String subject, long requests) {
		return new Limit(scope, subject, requests, null, null, Instant.EPOCH);
	}

	private static Caller caller(UUID key, UUID team) {
		return new Caller(new UUID(0, 1), team, "team", key, "key", ZoneOffset.UTC, Set.of());
	}

}
