package dev.serai.gateway.routing;

import java.time.Duration;

import dev.serai.gateway.catalog.Deployment;
import org.jspecify.annotations.Nullable;

/**
 * Knows which deployments are to be left alone for now. Asked for every candidate of
 * every call, so it answers at once.
 */
@FunctionalInterface
public interface Gate {

	/** Lets everything through. */
	Gate OPEN = deployment -> null;

	/** Why a deployment is to be left alone; null when it may be called. */
	@Nullable Block check(Deployment deployment);

	/**
	 * A reason to leave a deployment alone.
	 *
	 * @param remaining for how long
	 */
	record Block(Kind kind, Duration remaining) {
	}

	/** What stands in the way. */
	enum Kind {

		/** It failed too often. */
		BREAKER,
		/** It, or its quota group, said that it is overloaded. */
		OVERLOAD,
		/** Its account was asked too fast. */
		RATE_LIMIT,
		/** Its account has no money or no quota left. */
		NO_QUOTA

	}

}
