package dev.serai.insight.routes;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A running route, as people see it.
 *
 * @param from where it begins
 * @param file by whose name it was loaded
 * @param builtIn whether it is Serai's own; else it is the integration team's
 * @param template the first part of the id of all that are made of one template; null
 * where it is made of none
 * @param configuration the id of what holds for it besides its steps; null when nothing
 * does
 * @param total that have come out; null, like all that follows but the steps, for who may
 * not see all teams' calls
 */
public record RouteFacts(String id, @Nullable String description, String from, @Nullable String file, boolean builtIn,
		@Nullable String template, @Nullable String configuration, String status, @Nullable Long total,
		@Nullable Long failed, @Nullable Long inflight, @Nullable Double meanMs, @Nullable Double maxMs,
		@Nullable Instant lastFailureAt, List<Step> steps) {

	/**
	 * A step.
	 *
	 * @param kind what it does, by its name in the YAML
	 * @param label with what
	 * @param target the route that it leads to; null where that is none, or not one alone
	 * @param targets the routes that it may lead to, where it is decided for each call
	 * @param steps what it holds
	 */
	public record Step(@Nullable String id, String kind, String label, @Nullable String description,
			@Nullable String target, List<String> targets, List<Step> steps) {
	}

	/**
	 * What holds for several routes: how they end.
	 */
	public record Shared(String id, List<Step> steps) {
	}

	/** All of them. */
	public record All(List<RouteFacts> data, List<Shared> configurations) {
	}

}
