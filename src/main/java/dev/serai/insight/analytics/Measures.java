package dev.serai.insight.analytics;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;

import dev.serai.gateway.operation.TokenClass;

/**
 * The sums of some calls.
 *
 * @param calls all calls: answered, refused, failed and left
 * @param ok answered completely
 * @param refused refused because of the caller or a rule: invalid input, missing rights,
 * a limit, a guardrail, or a request that the provider rejected
 * @param failed not answered completely because of providers or Serai
 * @param left ended by the caller
 * @param cacheHits answered from the cache
 * @param failovers answered completely, but not by the first deployment that was tried
 * @param attempts attempts at providers
 * @param failedAttempts attempts that failed or were short-circuited
 * @param unknownCalls calls whose cost is unknown or only partly known
 * @param costUsd exact cost in US dollars
 * @param savedUsd saving against the baseline; negative when the call cost more
 * @param baselineUsd cost at the baseline model, where known
 * @param tokens by class; a class without tokens may be left out
 * @param searches billed web searches
 * @param latency time to the last byte of completely answered calls
 * @param firstToken time to the first content of completely answered calls
 */
public record Measures(long calls, long ok, long refused, long failed, long left, long cacheHits, long failovers,
		long attempts, long failedAttempts, long unknownCalls, BigDecimal costUsd, BigDecimal savedUsd,
		BigDecimal baselineUsd, Map<TokenClass, Long> tokens, long searches, Durations latency, Durations firstToken) {

	/** The sums of no calls. */
	public static final Measures NONE = new Measures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO,
			BigDecimal.ZERO, Map.of(), 0, Durations.NONE, Durations.NONE);

	public Measures {
		tokens = Map.copyOf(tokens);
	}

	/** Returns the sum of both. */
	public Measures plus(Measures other) {
		return new Measures(this.calls + other.calls, this.ok + other.ok, this.refused + other.refused,
				this.failed + other.failed, this.left + other.left, this.cacheHits + other.cacheHits,
				this.failovers + other.failovers, this.attempts + other.attempts,
				this.failedAttempts + other.failedAttempts, this.unknownCalls + other.unknownCalls,
				this.costUsd.add(other.costUsd), this.savedUsd.add(other.savedUsd),
				this.baselineUsd.add(other.baselineUsd), merged(this.tokens, other.tokens),
				this.searches + other.searches, this.latency.plus(other.latency),
				this.firstToken.plus(other.firstToken));
	}

	/** Returns the tokens of all classes together. */
	public long allTokens() {
		return this.tokens.values().stream().mapToLong(Long::longValue).sum();
	}

	private static Map<TokenClass, Long> merged(Map<TokenClass, Long> one, Map<TokenClass, Long> other) {
		Map<TokenClass, Long> both = new EnumMap<>(TokenClass.class);
		both.putAll(one);
		other.forEach((tokenClass, count) -> both.merge(tokenClass, count, Long::sum));
		return both;
	}

}
