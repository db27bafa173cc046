package dev.serai.gateway.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All deployments. Immutable; a change is a new catalog.
 */
public final class Catalog {

	private final Map<String, Deployment> deployments;

	private final Map<String, List<Deployment>> byModel;

	private final Listed listed;

	/** As the other constructor, with the names of these deployments alone. */
	public Catalog(Collection<Deployment> deployments) {
		this(deployments, Listed.of(deployments));
	}

	/**
	 * @param listed the names in the files
	 * @throws IllegalArgumentException when two deployments have the same id, or one name
	 * stands for two models
	 */
	public Catalog(Collection<Deployment> deployments, Listed listed) {
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
		this.listed = listed;
	}

	private static void enlist(Map<String, List<Deployment>> byName, String name, Deployment deployment) {
		List<Deployment> list = byName.computeIfAbsent(name, n -> new ArrayList<>());
		if (!list.isEmpty() && !list.getFirst().model().name().equals(deployment.model().name())) {
			throw new IllegalArgumentException("The name " + name + " stands for two models: "
					+ list.getFirst().model().name() + " and " + deployment.model().name());
		}
		list.add(deployment);
	}

	/** Returns the names in the files, also of what is not configured. */
	public Listed listed() {
		return this.listed;
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

	/**
	 * All names in the files, whether or not a provider has its key.
	 *
	 * @param models names of models, their aliases, and {@code provider/model}
	 * @param providers names of providers
	 */
	public record Listed(Set<String> models, Set<String> providers) {

		private static Listed of(Collection<Deployment> deployments) {
			Set<String> models = new LinkedHashSet<>();
			Set<String> providers = new LinkedHashSet<>();
			deployments.forEach(deployment -> {
				models.add(deployment.model().name());
				models.addAll(deployment.model().aliases());
				models.add(deployment.id());
				providers.add(deployment.provider().name());
			});
			return new Listed(models, providers);
		}

	}

}
