package dev.serai.insight.live;

import java.util.List;

import dev.serai.gateway.routing.Policies;
import dev.serai.gateway.routing.Policy;
import dev.serai.gateway.routing.Weights;
import org.jspecify.annotations.Nullable;

/**
 * A policy as it is configured.
 *
 * @param standard whether it applies to calls that name no policy
 * @param weights the weights of the ranking's criteria; their sum is 1
 * @param baseline models whose price calls are compared with; the first offered one
 * counts
 * @param candidates names of the candidates, in which {@code *} matches any characters
 * @param except names that are excluded from them
 * @param minCapability the minimum rating of a model, 0 to 1
 * @param attempts the maximum number of deployments that are tried for a call
 * @param firstTokenMs the timeout for an attempt's first token, in milliseconds; null
 * uses the provider's timeouts
 * @param cacheSeconds how long an answer is cached, in seconds; null for no cache
 */
public record PolicyFacts(String name, String description, boolean standard, Weights weights, List<String> baseline,
		List<String> candidates, List<String> except, double minCapability, int attempts, long deadlineMs,
		@Nullable Long firstTokenMs, @Nullable Long cacheSeconds) {

	/** Returns all policies, in the configuration's order. */
	public static List<PolicyFacts> list(Policies policies) {
		return policies.byName().values().stream().map(it -> of(it, it.equals(policies.standard()))).toList();
	}

	private static PolicyFacts of(Policy policy, boolean standard) {
		return new PolicyFacts(policy.name(), policy.description(), standard, policy.weights(), policy.baseline(),
				policy.models().include(), policy.models().except(), policy.models().minCapability(), policy.attempts(),
				policy.deadline().toMillis(), (policy.firstToken() != null) ? policy.firstToken().toMillis() : null,
				(policy.cacheFor() != null) ? policy.cacheFor().toSeconds() : null);
	}

}
