package dev.serai.gateway.routing;

import java.util.List;

import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.Model;
import dev.serai.gateway.catalog.Wildcards;

/**
 * The deployments that a policy selects from. Patterns match a model's name, an alias or
 * a deployment's id, and may contain {@code *} for any characters.
 *
 * @param include at least one of these must match
 * @param except none of these may match
 * @param minCapability the lowest capability rating, 0 to 1. Where no offered model
 * reaches it, the policy uses the most capable ones
 */
public record Selection(List<String> include, List<String> except, double minCapability) {

	/** Every deployment. */
	public static final Selection ALL = new Selection(List.of("*"), List.of(), 0);

	boolean holds(Deployment deployment) {
		return deployment.model().capability() >= this.minCapability && names(deployment);
	}

	/** Returns whether the patterns select a deployment, whatever its capability. */
	public boolean names(Deployment deployment) {
		return anyMatches(this.include, deployment) && !anyMatches(this.except, deployment);
	}

	private static boolean anyMatches(List<String> names, Deployment deployment) {
		return names.stream().anyMatch(name -> matches(name, deployment));
	}

	static boolean matches(String name, Deployment deployment) {
		Model model = deployment.model();
		return Wildcards.matches(name, model.name()) || Wildcards.matches(name, deployment.id())
				|| model.aliases().stream().anyMatch(alias -> Wildcards.matches(name, alias));
	}

}
