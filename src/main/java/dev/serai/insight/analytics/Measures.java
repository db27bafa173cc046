package dev.serai.insight.analytics;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;

import dev.serai.gateway.operation.TokenClass;

/**
 * What calls came to.
 *
 * @param calls all of them: answered, refused, failed and left
 * @param ok answered whole
 * @param refused not served for a reason of the caller's or of a rule: bad input, no
 * right, a limit, a guardrail, a request that the provider rejected
 * @param failed providers, or Serai itself, gave no whole answer
 * @param left the caller went away
 * @param cacheHits answered from the cache
 * @param failovers answered whole, but not by the first deployment that was asked
 * @param attempts at providers
 * @param failedAttempts those of them that failed or were short-circuited
 * @param unknownCalls whose cost is not or only in part known
 * @param costUsd exact
 * @param savedUsd against the baseline, below zero when dearer
 * @param baselineUsd what the baseline model would have cost, where that is known
 * @param tokens by class; a class without tokens may be left out
 * @param searches billed web searches
 * @param latency until the last byte, of what was answered whole
 * @param firstToken until the first content, of what was answered whole
 */
public record Measures(long calls, long ok, long refused, long failed, long left, long cacheHits, long failovers,
		long attempts, long failedAttempts, long unknownCalls, BigDecimal costUsd, BigDecimal savedUsd,
		BigDecimal baselineUsd, Map<TokenClass, Long> tokens, long searches, Durations latency, Durations firstToken) {

	/** Nothing at all. */
	public static final Measures NONE = new Measures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO,
			BigDecimal.ZERO, Map.of(), 0, Durations.NONE, Durations.NONE);

	public Measures {
		tokens = Map.copyOf(tokens);
	}

	/** Both together. */
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

	/** Tokens of all classes. */
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
