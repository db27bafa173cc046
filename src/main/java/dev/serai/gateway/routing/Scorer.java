package dev.serai.gateway.routing;

import java.util.List;

import dev.serai.gateway.call.Decision.Candidate;
import dev.serai.gateway.catalog.Deployment;

/**
 * Scores the deployments that can serve a request. Implement it to rank in another way.
 * It is called for every call, so it must be fast, must not block and must have no side
 * effects.
 */
@FunctionalInterface
public interface Scorer {

	/**
	 * Scores the deployments that can serve a request.
	 * @param weights the weights of the call's policy
	 * @param contenders at least one
	 * @return for each contender, in their order, its score from 0 to 1 with the reasons
	 */
	List<Candidate> score(RoutingRequest request, Weights weights, List<Contender> contenders);

	/**
	 * A deployment that can serve the request.
	 *
	 * @param seen its measurements
	 * @param inSession whether it served the request's session last
	 */
	record Contender(Deployment deployment, Sums seen, boolean inSession) {
	}

}
