package dev.serai.insight.live;

import java.util.List;

import dev.serai.gateway.routing.Policies;
import dev.serai.gateway.routing.Policy;
import dev.serai.gateway.routing.Weights;
import org.jspecify.annotations.Nullable;

/**
 * A policy as it is configured.
 *
 * @param standard whether it ranks when a call names none
 * @param weights what counts how much; together 1
 * @param baseline whose price calls are compared with; the first that is offered counts
 * @param candidates names of what it chooses from, in which {@code *} stands for any
 * characters
 * @param except what of that it leaves out
 * @param minCapability the least rating that a model must have, 0 to 1
 * @param attempts how many deployments may be tried for one call
 * @param firstTokenMs how long to wait for an attempt's first token; null leaves it to
 * the provider's timeouts
 * @param cacheSeconds how long an answer may be given again; null when never
 */
public record PolicyFacts(String name, String description, boolean standard, Weights weights, List<String> baseline,
		List<String> candidates, List<String> except, double minCapability, int attempts, long deadlineMs,
		@Nullable Long firstTokenMs, @Nullable Long cacheSeconds) {

	/** All policies, in the configuration's order. */
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
