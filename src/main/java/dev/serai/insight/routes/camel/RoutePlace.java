package dev.serai.insight.routes.camel;

import org.apache.camel.LineNumberAware;
import org.apache.camel.model.FromDefinition;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/** Names the file and the line of a part of a route, for error messages. */
final class RoutePlace {

	private static final String FILE = "file:";

	private static final String BUILT_IN = "classpath:";

	private RoutePlace() {
	}

	/** Returns the place of a route's input. */
	static String of(RouteDefinition route) {
		return at(file(route), route.getInput()) + "route " + route.getRouteId() + ": ";
	}

	/** Returns the place of a step. */
	static String of(@Nullable RouteDefinition route, OptionalIdentifiedDefinition<?> step) {
		String file = (step.getLocation() != null) ? step.getLocation() : (route != null) ? file(route) : null;
		String of = (route != null) ? "route " + route.getRouteId() + ", " : "";
		return at(file, step) + of + "step " + ((step.getId() != null) ? step.getId() : step.getShortName()) + ": ";
	}

	private static @Nullable String file(RouteDefinition route) {
		return (route.getResource() != null) ? route.getResource().getLocation()
				: (route.getLocation() != null) ? route.getLocation() : route.getInput().getLocation();
	}

	private static String at(@Nullable String location, LineNumberAware node) {
		if (location == null) {
			return "";
		}
		String file = location.startsWith(FILE) ? location.substring(FILE.length())
				: location.startsWith(BUILT_IN) ? "built-in " + location.substring(BUILT_IN.length()) : location;
		int line = line(node);
		return (line > 0) ? file + " line " + line + ": " : file + ": ";
	}

	/** Camel counts the lines of steps from 0, those of inputs from 1. */
	private static int line(LineNumberAware node) {
		return (node.getLineNumber() < 0) ? 0
				: (node instanceof FromDefinition) ? node.getLineNumber() : node.getLineNumber() + 1;
	}

}
