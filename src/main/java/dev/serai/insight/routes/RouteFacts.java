package dev.serai.insight.routes;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A running route as the API returns it.
 *
 * @param from the endpoint that it starts at
 * @param file the name of the file that it was loaded from
 * @param builtIn whether it is part of Serai; false for routes of the integration team
 * @param template the common prefix of the ids of all routes made from one template; null
 * for other routes
 * @param configuration the id of its route configuration; null when it has none
 * @param total finished exchanges; null, like all following fields except the steps, for
 * operators who may not see all teams' calls
 */
public record RouteFacts(String id, @Nullable String description, String from, @Nullable String file, boolean builtIn,
		@Nullable String template, @Nullable String configuration, String status, @Nullable Long total,
		@Nullable Long failed, @Nullable Long inflight, @Nullable Double meanMs, @Nullable Double maxMs,
		@Nullable Instant lastFailureAt, List<Step> steps) {

	/**
	 * A step of a route.
	 *
	 * @param kind its name in the YAML
	 * @param label its main parameter
	 * @param target the route that it leads to; null when there is none or more than one
	 * @param targets the possible routes, when each call chooses one
	 * @param steps the nested steps
	 */
	public record Step(@Nullable String id, String kind, String label, @Nullable String description,
			@Nullable String target, List<String> targets, List<Step> steps) {
	}

	/** A route configuration: error handling and completion shared by several routes. */
	public record Shared(String id, List<Step> steps) {
	}

	/** All routes and route configurations. */
	public record All(List<RouteFacts> data, List<Shared> configurations) {
	}

}
