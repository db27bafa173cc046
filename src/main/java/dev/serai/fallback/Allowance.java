package dev.serai.fallback;

import dev.serai.call.Call;
import dev.serai.catalog.Deployment;

/** Says whether another attempt can be paid for. */
@FunctionalInterface
public interface Allowance {

	/** Everything can. */
	Allowance UNLIMITED = (call, deployment) -> true;

	/**
	 * Whether an attempt at a deployment is covered, after what the attempts so far have
	 * cost. Asked again for the same attempt it says the same.
	 */
	boolean covers(Call call, Deployment deployment);

}
