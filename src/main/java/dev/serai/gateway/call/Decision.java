package dev.serai.gateway.call;

import java.util.List;

/**
 * The ranking of the deployments for a call, with its reasons.
 *
 * @param policy the policy that ranked
 * @param baseline the deployment whose price the call is compared with; empty when there
 * is none
 * @param candidates the deployments that can serve the call, best first
 * @param excluded the deployments that cannot, with the reason
 */
public record Decision(String policy, String baseline, List<Candidate> candidates, List<Exclusion> excluded) {

	/**
	 * A deployment that can serve the call.
	 *
	 * @param deployment the deployment's id, {@code provider/model}
	 * @param score the sum of the factors' contributions, 0 to 1
	 * @param adapted what is sent to it otherwise than the caller did, for people
	 */
	public record Candidate(String deployment, double score, List<Factor> factors, List<String> adapted) {

		/** A candidate that gets the request as the caller sent it. */
		public Candidate(String deployment, double score, List<Factor> factors) {
			this(deployment, score, factors, List.of());
		}

	}

	/**
	 * One factor of a score.
	 *
	 * @param name performance, cost, availability or capability
	 * @param value the raw value in the factor's own unit
	 * @param unit the value's unit
	 * @param ratio the value relative to the best candidate's, 0 to 1 (best)
	 * @param weight the policy's weight, 0 to 1
	 * @param contribution ratio × weight
	 */
	public record Factor(String name, double value, String unit, double ratio, double weight, double contribution) {
	}

	/**
	 * A deployment that cannot serve the call.
	 *
	 * @param reason the stable code, for instance {@code window}
	 * @param detail the explanation for people
	 */
	public record Exclusion(String deployment, String reason, String detail) {
	}

}
