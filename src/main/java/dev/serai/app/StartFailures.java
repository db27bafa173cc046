package dev.serai.app;

import dev.serai.gateway.catalog.InvalidConfiguration;
import dev.serai.platform.start.CannotStart;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Explains start failures that an operator can fix: the problem, its place and the
 * solution, instead of a stack trace. Runs before Spring's own analyzers, which would
 * name internal classes.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailures implements FailureAnalyzer {

	@Override
	public @Nullable FailureAnalysis analyze(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			switch (cause) {
				case CannotStart known -> {
					return new FailureAnalysis(String.valueOf(known.getMessage()), known.action(), failure);
				}
				case InvalidConfiguration invalid -> {
					return new FailureAnalysis(String.valueOf(invalid.getMessage()), "Fix the file and start again.",
							failure);
				}
				case FailedToCreateRouteException route when !isExplained(route) -> {
					return route(route.getRouteId()
							+ ((route.getLocation() != null) ? " (" + route.getLocation() + ")" : ""), failure);
				}
				case FailedToStartRouteException route -> {
					return route(route.getRouteId()
							+ ((route.getLocation() != null) ? " (" + route.getLocation() + ")" : ""), failure);
				}
				default -> {
					// The cause may be more specific.
				}
			}
		}
		return null;
	}

	private static boolean isExplained(Throwable failure) {
		return failure instanceof CannotStart || failure.getCause() != null && isExplained(failure.getCause());
	}

	private static FailureAnalysis route(String id, Throwable failure) {
		return new FailureAnalysis(
				"The route " + id + " can't be started: "
						+ NestedExceptionUtils.getMostSpecificCause(failure).getMessage(),
				"Fix it in the file in config/routes that contains this route, or move that file away to start with the"
						+ " built-in routes.",
				failure);
	}

}
