package dev.serai.gateway.call;

import java.util.List;

/**
 * Which deployments may serve a call, best first, and why.
 *
 * @param policy the policy that was asked or implied
 * @param baseline the deployment whose price the call is compared with; empty when there
 * is none
 * @param candidates the ranking
 * @param excluded those that may not serve, with the reason
 */
public record Decision(String policy, String baseline, List<Candidate> candidates, List<Exclusion> excluded) {

	/**
	 * One that may serve.
	 *
	 * @param deployment the deployment's id, {@code provider/model}
	 * @param score the sum of the factors' contributions, 0 to 1
	 */
	public record Candidate(String deployment, double score, List<Factor> factors) {
	}

	/**
	 * One factor's part in a score.
	 *
	 * @param name performance, cost, availability or capability
	 * @param value the raw value in the factor's own unit
	 * @param unit the value's unit
	 * @param ratio the value against the best candidate's, 0 to 1, 1 being the best
	 * @param weight the policy's weight, 0 to 1
	 * @param contribution ratio × weight
	 */
	public record Factor(String name, double value, String unit, double ratio, double weight, double contribution) {
	}

	/**
	 * One that may not serve.
	 *
	 * @param reason a stable word, for instance {@code window}
	 * @param detail the reason for people
	 */
	public record Exclusion(String deployment, String reason, String detail) {
	}

}
