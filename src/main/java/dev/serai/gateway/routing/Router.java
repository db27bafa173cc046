package dev.serai.gateway.routing;

import java.util.ArrayList;
import java.util.List;

import dev.serai.gateway.call.Decision;
import dev.serai.gateway.call.Decision.Candidate;
import dev.serai.gateway.call.Rights;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.routing.Scorer.Contender;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * Ranks the deployments for a request, with reasons. A deployment that cannot or must not
 * serve the request is never in the ranking. The order is: position in the fallback
 * chain, then the session's deployment, then score; equal scores are ordered by fewer
 * observations first, then by the order of the configuration. The same inputs give the
 * same decision. Deciding has no side effects, so it can be called for information.
 * Thread-safe.
 */
public final class Router {

	private final Policies policies;

	private final Names names;

	private final LiveMetrics metrics;

	private final Scorer scorer;

	private final Gate gate;

	private final Affinity affinity;

	public Router(Catalog catalog, Policies policies, LiveMetrics metrics, Scorer scorer, Codecs codecs, Gate gate,
			Affinity affinity) {
		this.policies = policies;
		this.names = new Names(catalog, policies, metrics, codecs);
		this.metrics = metrics;
		this.scorer = scorer;
		this.gate = gate;
		this.affinity = affinity;
	}

	/**
	 * Decides.
	 * @return at least one candidate
	 * @throws CallRefused when no deployment can serve the request, or the key allows
	 * none
	 */
	public Decision decide(RoutingRequest request) {
		String model = request.asked().model();
		Target target = target(model);
		Policy policy = ranking(request, target);
		Rights rights = request.caller().rights();
		boolean named = target.policy() == null;
		if (request.asked().isOfOneModel() && !named) {
			throw ApiError
				.invalid("model", "model_required",
						"Name a model instead of " + Quoted.name(model)
								+ ": the results of different models cannot be compared with each other.")
				.refused();
		}
		Filter filter = new Filter(request, named, named ? rights : rights.within(model), this.gate);
		int[] groups = new int[target.views().length];
		DeploymentView[] views = new DeploymentView[target.views().length];
		int size = 0;
		for (int i = 0; i < views.length; i++) {
			boolean ownModel = target.groups()[i] == 0 || !request.asked().isOfOneModel();
			if (ownModel && filter.admits(target.views()[i])) {
				groups[size] = target.groups()[i];
				views[size++] = target.views()[i];
			}
		}
		if (size == 0 && filter.exclusions().isEmpty()) {
			throw UnknownModel.named(model).refused();
		}
		if (size == 0) {
			throw filter.exclusions().refused(model);
		}
		return new Decision(policy.name(), target.baseline(), rank(request, policy, filter, views, groups, size),
				filter.exclusions().list());
	}

	/**
	 * Returns a policy of a decision.
	 * @throws IllegalArgumentException when there is none of this name
	 */
	public Policy policy(String name) {
		Policy policy = this.policies.find(name);
		if (policy == null) {
			throw new IllegalArgumentException("No policy " + name);
		}
		return policy;
	}

	/**
	 * Returns the policy that would rank a call.
	 * @param asked the policy in the caller's header; null when none
	 * @param usual the default policy of the caller's key, for models; null when none
	 * @return null when there is no such model or no such policy
	 */
	public @Nullable Policy policyOf(String model, @Nullable String asked, @Nullable String usual) {
		if (asked != null) {
			return this.policies.find(asked);
		}
		Target target = this.names.find(model);
		if (target == null) {
			return null;
		}
		if (target.policy() != null) {
			return target.policy();
		}
		return (usual != null) ? this.policies.find(usual) : this.policies.standard();
	}

	/** Returns the policy of this name; null when the name stands for a model. */
	public @Nullable String policyNamed(String model) {
		Target target = this.names.find(model);
		return (target != null && target.policy() != null) ? target.policy().name() : null;
	}

	private Target target(String model) {
		Target target = this.names.find(model);
		if (target == null || target.views().length == 0) {
			throw UnknownModel.named(model).refused();
		}
		return target;
	}

	/**
	 * The header's policy only ranks and never adds deployments to those of the model's
	 * name, so it needs no right.
	 */
	private Policy ranking(RoutingRequest request, Target target) {
		String asked = request.policy();
		if (asked != null) {
			return named(asked, "x-serai-policy", "There is no policy ");
		}
		if (target.policy() != null) {
			return target.policy();
		}
		String usual = request.caller().defaults().policy();
		return (usual != null) ? named(usual, null, "The default policy of this key no longer exists: ")
				: this.policies.standard();
	}

	private Policy named(String name, @Nullable String param, String otherwise) {
		Policy policy = this.policies.find(name);
		if (policy == null) {
			throw ApiError.invalid(param, "policy_not_found", otherwise + Quoted.name(name) + ".").refused();
		}
		return policy;
	}

	private List<Candidate> rank(RoutingRequest request, Policy policy, Filter filter, DeploymentView[] views,
			int[] groups, int size) {
		long now = this.metrics.now();
		String last = lastServed(request);
		List<Contender> contenders = new ArrayList<>(size);
		for (int i = 0; i < size; i++) {
			contenders.add(new Contender(views[i].deployment, this.metrics.read(views[i].meter, now),
					views[i].id.equals(last)));
		}
		List<Candidate> scored = this.scorer.score(request, policy.weights(), contenders);
		List<Ranked> ranking = new ArrayList<>(size);
		for (int i = 0; i < size; i++) {
			Contender contender = contenders.get(i);
			List<String> adapted = filter.adapted(views[i]);
			Candidate candidate = scored.get(i);
			ranking.add(new Ranked(
					adapted.isEmpty() ? candidate
							: new Candidate(candidate.deployment(), candidate.score(), candidate.factors(), adapted),
					groups[i], contender.inSession(), contender.seen().answers()));
		}
		ranking.sort(null);
		List<Candidate> candidates = new ArrayList<>(size);
		for (Ranked ranked : ranking) {
			candidates.add(ranked.candidate);
		}
		return candidates;
	}

	private @Nullable String lastServed(RoutingRequest request) {
		String session = request.session();
		return (session != null) ? this.affinity.of(request.caller(), session) : null;
	}

	/** A candidate with its sort keys. */
	private record Ranked(Candidate candidate, int group, boolean inSession,
			double evidence) implements Comparable<Ranked> {

		@Override
		public int compareTo(Ranked other) {
			int order = Integer.compare(this.group, other.group);
			if (order == 0) {
				order = Boolean.compare(other.inSession, this.inSession);
			}
			if (order == 0) {
				order = Double.compare(other.candidate.score(), this.candidate.score());
			}
			return (order != 0) ? order : Double.compare(this.evidence, other.evidence);
		}

	}

}
