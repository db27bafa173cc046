package dev.serai.analytics;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** The ledger's sums. */
public interface SpendSums {

	/**
	 * What calls received from one moment until before another cost, exactly.
	 * @param teams whose spend may be seen; null means everybody's
	 * @param from null means since ever
	 * @param to null means until now
	 * @return dearest first
	 */
	List<Sum> by(SpendKind kind, @Nullable Set<UUID> teams, @Nullable Instant from, @Nullable Instant to);

	/** A sum over calls that have a key in common. */
	record Sum(String key, long calls, long unknownCalls, BigDecimal costUsd, BigDecimal savedUsd) {
	}

}
