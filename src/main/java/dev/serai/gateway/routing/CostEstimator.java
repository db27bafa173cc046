package dev.serai.gateway.routing;

import dev.serai.gateway.call.Cost;
import dev.serai.gateway.catalog.Deployment;

/** Says what a call would cost. Asked for every candidate of every call. */
@FunctionalInterface
public interface CostEstimator {

	/**
	 * The cost of so many tokens of input and output; {@link Cost#UNKNOWN} where a price
	 * is missing.
	 */
	Cost estimate(Deployment deployment, long inputTokens, long outputTokens);

}
