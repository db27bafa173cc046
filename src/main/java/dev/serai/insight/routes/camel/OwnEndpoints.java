package dev.serai.insight.routes.camel;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.RouteDefinition;

/**
 * Checks the integration team's HTTP endpoints: that those which open a call are
 * servlets, and whether they authenticate.
 */
final class OwnEndpoints {

	private static final String SERVLET = "servlet:";

	private static final String PLATFORM_HTTP = "platform-http:";

	private static final String AUTHENTICATE = "direct:authenticate";

	private static final Set<String> OPENING = Set.of("open-call", "open-request");

	private final RouteTargets targets;

	OwnEndpoints(RouteTargets targets) {
		this.targets = targets;
	}

	/** Returns what cannot work. */
	List<String> faults(RouteDefinition route) {
		String input = this.targets.input(route);
		return input.startsWith(PLATFORM_HTTP) ? RouteSteps.all(route)
			.filter(step -> step instanceof ProcessDefinition process && OPENING.contains(process.getRef()))
			.map(step -> RoutePlace.of(route, step)
					+ "it takes requests from the component servlet only; begin the route" + " with " + SERVLET + "/"
					+ input.substring(PLATFORM_HTTP.length()) + ", which is served below /v1")
			.toList() : List.of();
	}

	/** Returns a warning for an endpoint that answers anybody. */
	List<String> warnings(RouteDefinition route) {
		String input = this.targets.input(route);
		boolean http = input.startsWith(SERVLET) || input.startsWith(PLATFORM_HTTP);
		return (http && !authenticates(route, new HashSet<>()))
				? List
					.of(RoutePlace.of(route) + "it answers anybody, because none of its steps leads to " + AUTHENTICATE)
				: List.of();
	}

	private boolean authenticates(RouteDefinition route, Set<RouteDefinition> seen) {
		return seen.add(route) && this.targets.of(route).stream().anyMatch(address -> {
			RouteDefinition next = this.targets.at(address);
			return address.equals(AUTHENTICATE) || next != null && authenticates(next, seen);
		});
	}

}
