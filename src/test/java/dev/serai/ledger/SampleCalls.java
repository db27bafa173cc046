package dev.serai.ledger;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

import dev.serai.gateway.call.CacheUse;
import dev.serai.gateway.call.CallId;
import dev.serai.gateway.call.Caller;
import dev.serai.gateway.call.Cost;
import dev.serai.gateway.call.Decision;
import dev.serai.gateway.call.Outcome;
import dev.serai.gateway.call.PriceStatus;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.operation.Usage;
import org.jspecify.annotations.Nullable;

/** Calls such as they come, made from a seed. */
public final class SampleCalls {

	private static final String[] TEAMS = { "search", "support", "billing", "research" };

	private static final String[] FEATURES = { "summary", "chat", "", "triage", "translate" };

	private static final Served[] SERVED = { served("openai", "gpt-small"), served("openai", "gpt-large"),
			served("anthropic", "claude-mid"), served("gemini", "gemini-flash"), served("groq", "llama") };

	private final Random random;

	public SampleCalls(long seed) {
		this.random = new Random(seed);
	}

	private static Served served(String provider, String model) {
		return new Served(provider + "/" + model, provider, model, provider.equals("groq"));
	}

	public static Caller caller(String team) {
		UUID teamId = UUID.nameUUIDFromBytes(team.getBytes(StandardCharsets.UTF_8));
		return new Caller(new UUID(0, 9), teamId, team,
				UUID.nameUUIDFromBytes(("key of " + team).getBytes(StandardCharsets.UTF_8)), "first",
				java.time.ZoneOffset.UTC, Set.of());
	}

	/** Some call, received at the moment given. */
	public CallRecord at(Instant moment) {
		return with(moment, TEAMS[this.random.nextInt(TEAMS.length)], FEATURES[this.random.nextInt(FEATURES.length)],
				SERVED[this.random.nextInt(SERVED.length)]);
	}

	/** Some call of a team for a feature, served by a deployment. */
	public CallRecord with(Instant moment, String team, String feature, Served served) {
		Usage usage = Usage.builder()
			.add(TokenClass.INPUT, this.random.nextInt(5_000))
			.add(TokenClass.CACHE_READ, this.random.nextInt(5_000))
			.add(TokenClass.OUTPUT, this.random.nextInt(1_000))
			.add(TokenClass.REASONING, this.random.nextInt(300))
			.build();
		boolean unknown = this.random.nextInt(20) == 0;
		Cost cost = unknown ? Cost.UNKNOWN : new Cost(usd(), PriceStatus.KNOWN);
		BigDecimal baseline = usd();
		boolean ok = this.random.nextInt(30) != 0;
		Duration total = Duration.ofNanos(500_000 + this.random.nextInt(2_000_000_000));
		UUID id = CallId.next(Clock.fixed(moment, ZoneOffset.UTC));
		AttemptRecord attempt = new AttemptRecord(1, served, ok ? Outcome.OK : Outcome.FAILED, ok ? 200 : 500,
				ok ? null : "SERVER_ERROR", ok ? null : "The server had an error", usage, cost,
				Duration.ofNanos(300_000), ok ? Duration.ofMillis(120) : null, total, null);
		return new CallRecord(id, moment.plus(total), caller(team), new CallRecord.Labels(feature, "s-1", null, null),
				"chat", "auto", "auto", served, this.random.nextBoolean(), ok ? Outcome.OK : Outcome.FAILED,
				ok ? 200 : 502, ok ? null : "provider_failed", usage, cost, baseline,
				unknown ? null : baseline.subtract(cost.usd()), null, List.of(),
				new CallRecord.Timing(ok ? Duration.ofMillis(121) : null, total, Duration.ofNanos(412_345)), decision(),
				List.of(attempt));
	}

	/**
	 * One call that is always the same, id and all.
	 * @param operation what its record says of it; null as in records made before
	 * operations were recorded
	 */
	public static CallRecord constant(@Nullable String operation) {
		Served served = new Served("openai/gpt-4o-mini", "openai", "gpt-4o-mini", false);
		Usage usage = Usage.builder().add(TokenClass.INPUT, 1_000).add(TokenClass.OUTPUT, 100).build();
		Cost cost = new Cost(new BigDecimal("0.00021"), PriceStatus.KNOWN);
		Duration took = Duration.ofMillis(250);
		return new CallRecord(UUID.fromString("019d43c3-d200-7abc-8def-0123456789ab"),
				Instant.parse("2026-03-31T12:00:00.250Z"),
				new Caller(new UUID(0, 9), new UUID(0, 1), "search", new UUID(0, 2), "first", ZoneOffset.UTC, Set.of()),
				new CallRecord.Labels("summary", null, null, null), operation, "gpt-4o-mini", "in-order", served, false,
				Outcome.OK, 200, null, usage, cost, new BigDecimal("0.0003"), new BigDecimal("0.00009"), CacheUse.MISS,
				List.of(), new CallRecord.Timing(Duration.ofMillis(120), took, Duration.ofMillis(1)), null,
				List.of(new AttemptRecord(1, served, Outcome.OK, 200, null, null, usage, cost, Duration.ofMillis(1),
						Duration.ofMillis(119), took, null, "default")));
	}

	/** The same call, of somebody and in a conversation of theirs. */
	public static CallRecord of(CallRecord call, String endUser) {
		return new CallRecord(call.id(), call.endedAt(), call.caller(),
				new CallRecord.Labels(call.labels().feature(), "session of " + endUser, "a,b", endUser),
				call.operation(), call.modelRequested(), call.policy(), call.served(), call.stream(), call.outcome(),
				call.status(), call.errorCode(), call.usage(), call.cost(), call.baselineUsd(), call.savedUsd(),
				call.cache(), call.guardEvents(), call.timing(), call.decision(), call.attempts());
	}

	private BigDecimal usd() {
		return BigDecimal.valueOf(this.random.nextInt(1_000_000_000), 11);
	}

	private static Decision decision() {
		List<Decision.Candidate> candidates = List.of(SERVED[0], SERVED[2], SERVED[3]).stream().map(served -> {
			return new Decision.Candidate(served.deployment(), 0.87,
					List.of(new Decision.Factor("performance", 812.5, "ms", 0.91, 0.4, 0.364),
							new Decision.Factor("cost", 0.0021, "USD", 0.8, 0.3, 0.24),
							new Decision.Factor("availability", 0.999, "ratio", 1, 0.2, 0.2),
							new Decision.Factor("capability", 0.7, "rating", 0.66, 0.1, 0.066)));
		}).toList();
		return new Decision("auto", "openai/gpt-large", candidates,
				List.of(new Decision.Exclusion("groq/llama", "window", "8192 tokens are too few for 9120")));
	}

}
