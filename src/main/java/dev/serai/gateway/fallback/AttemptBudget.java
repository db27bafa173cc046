package dev.serai.gateway.fallback;

import dev.serai.gateway.call.Call;
import dev.serai.gateway.catalog.Deployment;

/** Pays for attempts from the budgets that cover a call. */
@FunctionalInterface
public interface AttemptBudget {

	/** Everything can. */
	AttemptBudget UNLIMITED = (call, deployment) -> true;

	/**
	 * Reserves what an attempt at a deployment may cost at most, after what the attempts
	 * so far have cost. Asked again for the same attempt it reserves nothing more.
	 * @return false when the budgets have not that much left
	 */
	boolean reserve(Call call, Deployment deployment);

}
