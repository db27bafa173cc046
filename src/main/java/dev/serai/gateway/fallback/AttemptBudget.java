package dev.serai.gateway.fallback;

import dev.serai.gateway.call.Call;
import dev.serai.gateway.catalog.Deployment;

/** Reserves money for attempts from the budgets that cover a call. */
@FunctionalInterface
public interface AttemptBudget {

	/** Allows every attempt. */
	AttemptBudget UNLIMITED = (call, deployment) -> true;

	/**
	 * Reserves the highest possible cost of an attempt at a deployment, in addition to
	 * the cost of the attempts so far. A second request for the same attempt reserves
	 * nothing more.
	 * @return false when the budgets do not have that much left
	 */
	boolean reserve(Call call, Deployment deployment);

}
