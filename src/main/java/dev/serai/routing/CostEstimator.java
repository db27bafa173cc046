package dev.serai.routing;

import dev.serai.call.Cost;
import dev.serai.catalog.Deployment;

/** Says what a call would cost. Asked for every candidate of every call. */
@FunctionalInterface
public interface CostEstimator {

	/**
	 * The cost of so many tokens of input and output; {@link Cost#UNKNOWN} where a price
	 * is missing.
	 */
	Cost estimate(Deployment deployment, long inputTokens, long outputTokens);

}
