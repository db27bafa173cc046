package dev.serai.gateway.routing;

import dev.serai.gateway.call.Cost;
import dev.serai.gateway.catalog.Deployment;

/** Estimates the cost of a call. Called for every candidate of every call. */
@FunctionalInterface
public interface CostEstimator {

	/**
	 * Returns the cost of these tokens; {@link Cost#UNKNOWN} where a price is missing.
	 */
	Cost estimate(Deployment deployment, long inputTokens, long outputTokens);

}
