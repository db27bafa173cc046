package dev.serai.gateway.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.Model;
import org.jspecify.annotations.Nullable;

/**
 * Resolves what callers name as the model. A deployment's id takes precedence over a
 * model's name or alias (a model's own name may contain slashes), and that over a
 * policy's name. All targets are computed in advance.
 */
final class Names {

	private final Map<String, Target> targets = new HashMap<>();

	private final Map<String, DeploymentView> views = new LinkedHashMap<>();

	private final Catalog catalog;

	Names(Catalog catalog, Policies policies, LiveMetrics metrics, Codecs codecs) {
		this.catalog = catalog;
		for (Deployment deployment : catalog.deployments()) {
			DeploymentView view = new DeploymentView(deployment, metrics.meter(deployment.id()), codecs);
			this.views.put(deployment.id(), view);
			this.targets.put(deployment.id(),
					new Target(null, new DeploymentView[] { view }, new int[1], deployment.id()));
		}
		for (Deployment deployment : catalog.deployments()) {
			String model = deployment.model().name();
			List<String> chain = chain(policies, deployment.model());
			this.targets.computeIfAbsent(model, name -> model(name, chain));
			deployment.model()
				.aliases()
				.forEach(alias -> this.targets.computeIfAbsent(alias, name -> model(name, chain)));
		}
		// A model that no provider offers may still have a fallback chain.
		policies.fallbacks().forEach((model, chain) -> {
			if (chain.stream().anyMatch(name -> !named(catalog, name).isEmpty())) {
				this.targets.computeIfAbsent(model, name -> model(name, chain));
			}
		});
		policies.byName().forEach((name, policy) -> this.targets.computeIfAbsent(name, n -> policy(policy)));
	}

	/** Returns the target of a name; null when the name is unknown. */
	@Nullable Target find(String name) {
		return this.targets.get(name);
	}

	/** Returns one deployment by its id, or those of a model. */
	private static List<Deployment> named(Catalog catalog, String name) {
		return catalog.find(name).map(List::of).orElseGet(() -> catalog.ofModel(name));
	}

	private static List<String> chain(Policies policies, Model model) {
		List<String> chain = policies.fallbacks().get(model.name());
		for (String alias : model.aliases()) {
			chain = (chain != null) ? chain : policies.fallbacks().get(alias);
		}
		return (chain != null) ? chain : List.of();
	}

	private Target model(String name, List<String> chain) {
		Map<DeploymentView, Integer> groups = new LinkedHashMap<>();
		List<Deployment> own = this.catalog.ofModel(name);
		enlist(groups, own, 0);
		for (int i = 0; i < chain.size(); i++) {
			enlist(groups, named(this.catalog, chain.get(i)), i + 1);
		}
		return target(null, groups, own.isEmpty() ? "" : own.getFirst().id());
	}

	private Target policy(Policy policy) {
		Map<DeploymentView, Integer> groups = new LinkedHashMap<>();
		enlist(groups, this.catalog.deployments().stream().filter(policy.models()::holds).toList(), 0);
		if (groups.isEmpty()) {
			enlistMostCapableFirst(groups, policy.models());
		}
		return target(policy, groups, baseline(policy));
	}

	/**
	 * No offered model is as capable as the policy wants, so the most capable ones take
	 * its place: a caller is better served by a weaker model than by none.
	 */
	private void enlistMostCapableFirst(Map<DeploymentView, Integer> groups, Selection models) {
		TreeMap<Double, List<Deployment>> byCapability = new TreeMap<>(Comparator.reverseOrder());
		this.catalog.deployments()
			.stream()
			.filter(models::names)
			.forEach(d -> byCapability.computeIfAbsent(d.model().capability(), c -> new ArrayList<>()).add(d));
		int group = 0;
		for (List<Deployment> equals : byCapability.values()) {
			enlist(groups, equals, group++);
		}
	}

	private String baseline(Policy policy) {
		for (String name : policy.baseline()) {
			if (this.views.containsKey(name)) {
				return name;
			}
			List<Deployment> offered = this.catalog.ofModel(name);
			if (!offered.isEmpty()) {
				return offered.getFirst().id();
			}
		}
		return "";
	}

	private void enlist(Map<DeploymentView, Integer> groups, List<Deployment> deployments, int group) {
		deployments.forEach(d -> {
			DeploymentView view = this.views.get(d.id());
			if (view != null) {
				groups.putIfAbsent(view, group);
			}
		});
	}

	private static Target target(@Nullable Policy policy, Map<DeploymentView, Integer> groups, String baseline) {
		int[] order = new int[groups.size()];
		Arrays.setAll(order, new ArrayList<>(groups.values())::get);
		return new Target(policy, groups.keySet().toArray(DeploymentView[]::new), order, baseline);
	}

}
