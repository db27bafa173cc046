package dev.serai.gateway.routing;

import java.time.Duration;

import dev.serai.gateway.catalog.Deployment;
import org.jspecify.annotations.Nullable;

/**
 * Knows which deployments are unavailable for now. Called for every candidate of every
 * call, so implementations must not block.
 */
@FunctionalInterface
public interface Gate {

	/** Never blocks a deployment. */
	Gate OPEN = deployment -> null;

	/** Returns why a deployment is unavailable; null when it may be called. */
	@Nullable Block check(Deployment deployment);

	/**
	 * Why a deployment is unavailable.
	 *
	 * @param remaining for how long
	 */
	record Block(Kind kind, Duration remaining) {
	}

	/** The kind of a block. */
	enum Kind {

		/** Its breaker is open after failures. */
		BREAKER,
		/** It or its quota group reported overload. */
		OVERLOAD,
		/** Its account has reached a rate limit. */
		RATE_LIMIT,
		/** Its account has no money or quota left. */
		NO_QUOTA

	}

}
