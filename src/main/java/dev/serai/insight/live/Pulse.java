package dev.serai.insight.live;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import dev.serai.gateway.access.Operator;
import dev.serai.gateway.call.Amount;
import org.jspecify.annotations.Nullable;

/**
 * The calls that ended since the previous pulse, as one operator may see them.
 *
 * @param activeCalls calls in progress
 * @param usdPerMinute known cost as decimal text
 * @param failedPerSecond calls that providers or Serai did not answer completely
 * @param recent the newest calls, newest first
 */
record Pulse(Instant at, double callsPerSecond, long activeCalls, double tokensPerSecond, String usdPerMinute,
		double failedPerSecond, List<Seen> recent) {

	private static final int MOST_RECENT = 20;

	private static final int USD_DECIMALS = 6;

	/**
	 * One call.
	 *
	 * @param costUsd decimal text; null when it is unknown
	 */
	record Seen(UUID id, Instant at, @Nullable String team, @Nullable String model, @Nullable String provider,
			String outcome, int status, @Nullable String costUsd, double totalMs) {

		private static Seen of(LiveCall call) {
			return new Seen(call.id(), call.at(), call.team(), call.model(), call.provider(),
					call.outcome().name().toLowerCase(Locale.ROOT), call.status(),
					call.costKnown() ? Amount.text(call.costUsd()) : null, call.totalMs());
		}

	}

	/** Sums the calls that one operator may see. */
	static final class Sum {

		private final Operator operator;

		private final Deque<LiveCall> newest = new ArrayDeque<>(MOST_RECENT);

		private long calls;

		private long failed;

		private long tokens;

		private BigDecimal usd = BigDecimal.ZERO;

		Sum(Operator operator) {
			this.operator = operator;
		}

		void add(LiveCall call) {
			UUID team = call.teamId();
			if (!((team != null) ? this.operator.sees(team) : this.operator.seesAll())) {
				return;
			}
			this.calls++;
			this.tokens += call.tokens();
			this.usd = this.usd.add(call.costUsd());
			if (call.failed()) {
				this.failed++;
			}
			if (this.newest.size() == MOST_RECENT) {
				this.newest.removeLast();
			}
			this.newest.addFirst(call);
		}

		/**
		 * @param seconds since the previous pulse; more than 0
		 * @param activeCalls active calls that the operator may see
		 */
		Pulse pulse(Instant at, double seconds, long activeCalls) {
			BigDecimal perMinute = this.usd.multiply(BigDecimal.valueOf(60))
				.divide(BigDecimal.valueOf(seconds), USD_DECIMALS, RoundingMode.HALF_UP);
			return new Pulse(at, rate(this.calls, seconds), activeCalls, rate(this.tokens, seconds),
					Amount.text(perMinute), rate(this.failed, seconds), this.newest.stream().map(Seen::of).toList());
		}

		private static double rate(long count, double seconds) {
			return Math.round(count / seconds * 100) / 100.0;
		}

	}

}
