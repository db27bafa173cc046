package dev.serai.ledger;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

import dev.serai.gateway.call.CacheUse;
import dev.serai.gateway.call.CallId;
import dev.serai.gateway.call.Caller;
import dev.serai.gateway.call.Cost;
import dev.serai.gateway.call.Outcome;
import dev.serai.gateway.call.PriceStatus;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.operation.Usage;

/**
 * Calls of every sort, made from a seed: of teams and of nobody, refused, answered from
 * the cache, by the second that was asked or by none, with and without labels.
 */
public final class MixedCalls {

	private static final List<Served> ASKED = List.of(served("openai", "gpt-small"), served("openai", "gpt-large"),
			served("azure", "gpt-large"), served("anthropic", "claude"));

	private static final String[] TAGS = { null, null, "a", "a,b", " b , a,a ,, ", "c;d,\u00E9t\u00E9",
			"1,2,3,4,5,6,7,8,9,10", "x".repeat(63) + " y," + "x".repeat(70), " , ," };

	private static final String[] OPERATIONS = { "chat", "chat", "embedding", null };

	private final Random random;

	public MixedCalls(long seed) {
		this.random = new Random(seed);
	}

	private static Served served(String provider, String model) {
		return new Served(provider + "/" + model, provider, model, false);
	}

	/** The id of one of the three teams that there are. */
	public static UUID team(int number) {
		return id("team " + number);
	}

	private static UUID id(String name) {
		return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
	}

	/** Some call, received at the moment given. */
	public CallRecord at(Instant moment) {
		List<AttemptRecord> attempts = new ArrayList<>();
		Outcome outcome = pick(Outcome.values());
		boolean hit = outcome == Outcome.OK && chance(5);
		if (outcome != Outcome.REFUSED && !hit) {
			while (attempts.size() < 3 && (chance(3) || attempts.isEmpty() && chance(2))) {
				attempts.add(attempt(attempts.size() + 1, pick(
						new Outcome[] { Outcome.FAILED, Outcome.TIMEOUT, Outcome.SHORT_CIRCUITED, Outcome.REJECTED })));
			}
			attempts.add(attempt(attempts.size() + 1, outcome));
		}
		Served served = hit ? pick(ASKED.toArray(Served[]::new))
				: (attempts.isEmpty() || chance(8)) ? null : attempts.getLast().asked();
		Usage usage = attempts.stream().map(AttemptRecord::usage).reduce(Usage.NONE, Usage::plus);
		Cost cost = attempts.stream().map(AttemptRecord::cost).reduce(Cost.ZERO, Cost::plus);
		BigDecimal baseline = chance(3) ? null : usd();
		BigDecimal saved = (baseline == null || cost.isUnknown()) ? null : baseline.subtract(cost.usd());
		Duration total = duration();
		UUID id = CallId.next(Clock.fixed(moment, ZoneOffset.UTC));
		return new CallRecord(id, moment.plus(total), caller(),
				new CallRecord.Labels(chance(3) ? null : "feature " + this.random.nextInt(3), null, pick(TAGS),
						chance(3) ? "user " + this.random.nextInt(4) : null),
				pick(OPERATIONS), "auto", chance(4) ? null : "policy " + this.random.nextInt(2), served, chance(2),
				outcome, (outcome == Outcome.OK) ? 200 : 500, null, usage, cost, baseline, saved,
				hit ? CacheUse.HIT : chance(2) ? CacheUse.MISS : null, List.of(),
				new CallRecord.Timing(chance(4) ? null : duration(), total, null), null, attempts);
	}

	private Caller caller() {
		if (chance(10)) {
			return null;
		}
		int team = this.random.nextInt(3);
		String name = "team " + team;
		return new Caller(new UUID(0, 9), team(team), name, id("key of " + name + this.random.nextInt(2)), "key",
				ZoneOffset.UTC, Set.of());
	}

	private AttemptRecord attempt(int number, Outcome outcome) {
		Usage.Builder usage = Usage.builder().searches(this.random.nextInt(3));
		for (TokenClass tokenClass : TokenClass.values()) {
			usage.add(tokenClass, chance(2) ? 0 : this.random.nextInt(5_000));
		}
		Cost cost = chance(12) ? Cost.UNKNOWN : new Cost(usd(), PriceStatus.KNOWN);
		return new AttemptRecord(number, pick(ASKED.toArray(Served[]::new)), outcome, 200, null, null, usage.build(),
				cost, Duration.ofMillis(1), chance(4) ? null : duration(), duration(), null);
	}

	private Duration duration() {
		// From 30 µs to 35 minutes.
		return Duration.ofNanos((long) (30_000 * Math.pow(2, this.random.nextDouble() * 26)));
	}

	private BigDecimal usd() {
		return BigDecimal.valueOf(this.random.nextInt(1_000_000_000), 11);
	}

	private boolean chance(int of) {
		return this.random.nextInt(of) == 0;
	}

	private <T> T pick(T[] values) {
		return values[this.random.nextInt(values.length)];
	}

}
