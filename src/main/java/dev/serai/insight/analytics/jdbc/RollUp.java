package dev.serai.insight.analytics.jdbc;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

import dev.serai.gateway.call.CacheUse;
import dev.serai.gateway.call.Outcome;
import dev.serai.gateway.call.PriceStatus;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.operation.Usage;
import dev.serai.insight.analytics.Durations;
import dev.serai.ledger.AttemptRecord;
import dev.serai.ledger.CallRecord;
import dev.serai.ledger.jdbc.Columns;
import org.jspecify.annotations.Nullable;

/**
 * Accumulates calls into one row of the roll-ups. The database's views {@code call_usage}
 * and {@code attempt_usage} compute the same from the ledger.
 */
final class RollUp {

	/** The columns that contain bucket counts, see {@link Durations}. */
	static final Set<String> DURATIONS = Set.of("latency", "first_token");

	private static final TokenClass[] CLASSES = TokenClass.values();

	/** The counters, in the order of their storage; the token classes follow. */
	private enum Count {

		CALLS, OK, REFUSED, FAILED, ABANDONED, CACHE_HITS, FAILOVERS, ATTEMPTS, FAILED_ATTEMPTS, UNKNOWN_CALLS, SEARCHES

	}

	private final long[] counts = new long[Count.values().length];

	private final long[] tokens = new long[CLASSES.length];

	private BigDecimal cost = BigDecimal.ZERO;

	private BigDecimal saved = BigDecimal.ZERO;

	private BigDecimal baseline = BigDecimal.ZERO;

	private int @Nullable [] latency;

	private int @Nullable [] firstToken;

	/** Returns the columns of a row that this class fills. */
	static Columns<RollUp> columns() {
		Columns<RollUp> columns = Columns.none();
		for (Count count : Count.values()) {
			columns = columns.with(count.name().toLowerCase(Locale.ROOT), "int8",
					rollUp -> rollUp.counts[count.ordinal()]);
		}
		for (TokenClass tokenClass : CLASSES) {
			columns = columns.with(tokenClass.name().toLowerCase(Locale.ROOT) + "_tokens", "int8",
					rollUp -> rollUp.tokens[tokenClass.ordinal()]);
		}
		return columns.with("cost_usd", "numeric", rollUp -> rollUp.cost)
			.with("saved_usd", "numeric", rollUp -> rollUp.saved)
			.with("baseline_usd", "numeric", rollUp -> rollUp.baseline)
			.with("latency", "int4[]", rollUp -> literal(rollUp.latency))
			.with("first_token", "int4[]", rollUp -> literal(rollUp.firstToken));
	}

	/** Returns a call with the usage of all its attempts. */
	static RollUp of(CallRecord call) {
		RollUp rollUp = served(call);
		rollUp.used(call.usage(), call.cost().usd());
		rollUp.counts[Count.ATTEMPTS.ordinal()] = call.attempts().size();
		for (AttemptRecord attempt : call.attempts()) {
			if (ending(attempt.outcome()) == Count.FAILED) {
				rollUp.counts[Count.FAILED_ATTEMPTS.ordinal()]++;
			}
		}
		if (call.outcome() == Outcome.OK) {
			rollUp.took(call.timing().total(), call.timing().firstToken());
		}
		return rollUp;
	}

	/**
	 * Returns a call for the deployment that answered it, without its usage, which counts
	 * for each attempt.
	 */
	static RollUp served(CallRecord call) {
		RollUp rollUp = new RollUp();
		rollUp.counts[Count.CALLS.ordinal()] = 1;
		rollUp.counts[ending(call.outcome()).ordinal()] = 1;
		rollUp.counts[Count.CACHE_HITS.ordinal()] = (call.cache() == CacheUse.HIT) ? 1 : 0;
		rollUp.counts[Count.FAILOVERS.ordinal()] = isFailover(call) ? 1 : 0;
		rollUp.counts[Count.UNKNOWN_CALLS.ordinal()] = (call.cost().status() == PriceStatus.UNKNOWN) ? 1 : 0;
		rollUp.saved = orZero(call.savedUsd());
		rollUp.baseline = orZero(call.baselineUsd());
		return rollUp;
	}

	/** Returns an attempt for its deployment. */
	static RollUp of(AttemptRecord attempt) {
		RollUp rollUp = new RollUp();
		rollUp.used(attempt.usage(), attempt.cost().usd());
		rollUp.counts[Count.ATTEMPTS.ordinal()] = 1;
		rollUp.counts[Count.FAILED_ATTEMPTS.ordinal()] = (ending(attempt.outcome()) == Count.FAILED) ? 1 : 0;
		if (attempt.outcome() == Outcome.OK) {
			rollUp.took(attempt.total(), attempt.firstToken());
		}
		return rollUp;
	}

	/**
	 * Adds another roll-up.
	 * @param durations whether this row keeps durations, too
	 */
	void add(RollUp other, boolean durations) {
		for (int i = 0; i < this.counts.length; i++) {
			this.counts[i] += other.counts[i];
		}
		for (int i = 0; i < this.tokens.length; i++) {
			this.tokens[i] += other.tokens[i];
		}
		this.cost = this.cost.add(other.cost);
		this.saved = this.saved.add(other.saved);
		this.baseline = this.baseline.add(other.baseline);
		if (durations) {
			this.latency = sum(this.latency, other.latency);
			this.firstToken = sum(this.firstToken, other.firstToken);
		}
	}

	private void used(Usage usage, BigDecimal usd) {
		for (TokenClass tokenClass : CLASSES) {
			this.tokens[tokenClass.ordinal()] = usage.tokens(tokenClass);
		}
		this.counts[Count.SEARCHES.ordinal()] = usage.searches();
		this.cost = usd;
	}

	private void took(Duration total, @Nullable Duration first) {
		this.latency = one(Durations.bucket(total));
		this.firstToken = (first != null) ? one(Durations.bucket(first)) : null;
	}

	/** Maps each outcome to one of the four counters. */
	private static Count ending(Outcome outcome) {
		return switch (outcome) {
			case OK -> Count.OK;
			case REFUSED, BLOCKED, REJECTED -> Count.REFUSED;
			case FAILED, TRUNCATED, TIMEOUT, SHORT_CIRCUITED, ERROR, UNKNOWN_CRASH -> Count.FAILED;
			case CLIENT_CLOSED -> Count.ABANDONED;
		};
	}

	private static boolean isFailover(CallRecord call) {
		return call.outcome() == Outcome.OK && call.served() != null && call.attempts().size() > 1
				&& !call.attempts().getFirst().asked().deployment().equals(call.served().deployment());
	}

	private static BigDecimal orZero(@Nullable BigDecimal usd) {
		return (usd != null) ? usd : BigDecimal.ZERO;
	}

	private static int[] one(int bucket) {
		int[] counts = new int[bucket + 1];
		counts[bucket] = 1;
		return counts;
	}

	private static int @Nullable [] sum(int @Nullable [] one, int @Nullable [] other) {
		if (other == null) {
			return one;
		}
		if (one == null) {
			return other.clone();
		}
		int[] sum = (one.length >= other.length) ? one : Arrays.copyOf(one, other.length);
		for (int i = 0; i < other.length; i++) {
			sum[i] += other[i];
		}
		return sum;
	}

	/** Formats an array as PostgreSQL reads it. */
	private static @Nullable String literal(int @Nullable [] counts) {
		return (counts != null) ? Arrays.toString(counts).replace('[', '{').replace(']', '}') : null;
	}

}
