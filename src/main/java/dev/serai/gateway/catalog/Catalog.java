package dev.serai.gateway.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All deployments. Immutable; a change is a new catalog.
 */
public final class Catalog {

	private final Map<String, Deployment> deployments;

	private final Map<String, List<Deployment>> byModel;

	/**
	 * @throws IllegalArgumentException when two deployments have the same id, or one name
	 * stands for two models
	 */
	public Catalog(Collection<Deployment> deployments) {
		Map<String, Deployment> byId = new LinkedHashMap<>();
		Map<String, List<Deployment>> byName = new LinkedHashMap<>();
		for (Deployment deployment : deployments) {
			if (byId.put(deployment.id(), deployment) != null) {
				throw new IllegalArgumentException("The deployment " + deployment.id() + " is there twice");
			}
			enlist(byName, deployment.model().name(), deployment);
			deployment.model().aliases().forEach(alias -> enlist(byName, alias, deployment));
		}
		byName.replaceAll((name, list) -> List.copyOf(list));
		this.deployments = byId;
		this.byModel = byName;
	}

	private static void enlist(Map<String, List<Deployment>> byName, String name, Deployment deployment) {
		List<Deployment> list = byName.computeIfAbsent(name, n -> new ArrayList<>());
		if (!list.isEmpty() && !list.getFirst().model().name().equals(deployment.model().name())) {
			throw new IllegalArgumentException("The name " + name + " stands for two models: "
					+ list.getFirst().model().name() + " and " + deployment.model().name());
		}
		list.add(deployment);
	}

	/** Returns all deployments, in the configuration's order. */
	public Collection<Deployment> deployments() {
		return this.deployments.values();
	}

	/**
	 * Returns the deployment with this id, {@code provider/model}.
	 * @throws IllegalArgumentException when there is none
	 */
	public Deployment deployment(String id) {
		return find(id).orElseThrow(() -> new IllegalArgumentException("No deployment " + id));
	}

	public Optional<Deployment> find(String id) {
		return Optional.ofNullable(this.deployments.get(id));
	}

	/**
	 * Returns the deployments of a model, by its name or an alias; empty when no provider
	 * offers it.
	 */
	public List<Deployment> ofModel(String name) {
		return this.byModel.getOrDefault(name, List.of());
	}

	/**
	 * Returns the model's own name for an alias or a deployment. Any other name, for
	 * instance of a policy, is returned as it is.
	 */
	public String canonical(String name) {
		Deployment one = find(name).orElse(null);
		if (one != null) {
			return one.model().name();
		}
		List<Deployment> all = ofModel(name);
		return all.isEmpty() ? name : all.getFirst().model().name();
	}

}
