package dev.serai.gateway.routing;

import java.util.List;

import dev.serai.gateway.call.Decision.Candidate;
import dev.serai.gateway.catalog.Deployment;

/**
 * Scores the deployments that may serve a request: the place where another way to rank
 * takes over. It is asked for every call, so it is quick, waits for nothing and changes
 * nothing.
 */
@FunctionalInterface
public interface Scorer {

	/**
	 * Scores the deployments that may serve a request.
	 * @param weights how much each factor counts, by the call's policy
	 * @param contenders at least one
	 * @return for each contender, in their order, its score from 0 to 1 with the reasons
	 */
	List<Candidate> score(RoutingRequest request, Weights weights, List<Contender> contenders);

	/**
	 * A deployment that may serve.
	 *
	 * @param seen what was observed of it
	 * @param inSession whether it served the request's session last
	 */
	record Contender(Deployment deployment, Sums seen, boolean inSession) {
	}

}
