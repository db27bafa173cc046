package dev.serai.insight.routes.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import dev.serai.platform.start.CannotStart;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.camel.support.PluginHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.NestedExceptionUtils;

/**
 * Loads the integration team's own routes from {@code routes/} in the configuration
 * directory. A route with the id of a built-in route replaces it; any other route is
 * added.
 */
public final class OperatorRoutes implements CamelContextConfiguration {

	private static final Logger LOG = LoggerFactory.getLogger(OperatorRoutes.class);

	private final Path directory;

	/** The loaded routes and route configurations. */
	private final Set<Object> loaded = Collections.newSetFromMap(new IdentityHashMap<>());

	public OperatorRoutes(Path directory) {
		this.directory = directory;
	}

	@Override
	public void beforeApplicationStart(CamelContext context) {
		PreviousNames.addConfigurations((ModelCamelContext) context);
		for (Path file : files()) {
			load(context, file);
		}
	}

	@Override
	public void afterApplicationStart(CamelContext context) {
		// Everything is loaded before the start.
	}

	/** Whether a route is the integration team's. */
	boolean own(RouteDefinition route) {
		return this.loaded.contains(route);
	}

	/** Whether a route configuration is the integration team's. */
	boolean own(RouteConfigurationDefinition shared) {
		return this.loaded.contains(shared);
	}

	private void load(CamelContext context, Path file) {
		ModelCamelContext model = (ModelCamelContext) context;
		List<RouteDefinition> before = List.copyOf(model.getRouteDefinitions());
		List<RouteConfigurationDefinition> sharedBefore = List.copyOf(model.getRouteConfigurationDefinitions());
		try {
			Resource resource = PluginHelper.getResourceLoader(context)
				.resolveResource("file:" + file.toAbsolutePath());
			PluginHelper.getRoutesLoader(context).loadRoutes(resource);
		}
		catch (Exception ex) {
			throw new CannotStart("The routes in " + file + " can't be loaded: " + reasons(ex),
					"Fix the file, or move it away to start with the built-in routes.", ex);
		}
		model.getRouteConfigurationDefinitions()
			.stream()
			.filter(shared -> !sharedBefore.contains(shared))
			.forEach(this.loaded::add);
		Set<String> builtIn = new HashSet<>();
		before.forEach(route -> builtIn.add(route.getRouteId()));
		PreviousNames previous = new PreviousNames(
				(old, now) -> LOG.warn("{} uses the name {} of an earlier version; write {} instead", file, old, now));
		for (RouteDefinition route : List.copyOf(model.getRouteDefinitions())) {
			if (!before.contains(route)) {
				String id = route.getRouteId();
				previous.replaceIn(route);
				if (!Objects.equals(id, route.getRouteId())) {
					again(model, route);
				}
				if (!startsAtStep(route)) {
					// Such a route has no caller that receives its errors, so Camel's
					// default handling applies.
					route.setErrorHandlerFactoryIfNull(new DefaultErrorHandlerDefinition());
				}
				this.loaded.add(route);
				LOG.info(
						builtIn.contains(route.getRouteId()) ? "Route {} is replaced by {}" : "Route {} is added by {}",
						route.getRouteId(), file);
			}
		}
	}

	/** Replaces the route that has this route's new id. */
	private static void again(ModelCamelContext model, RouteDefinition route) {
		try {
			model.getRouteDefinitions().remove(route);
			model.addRouteDefinition(route);
		}
		catch (Exception ex) {
			throw new IllegalStateException("The route " + route.getRouteId() + " can't be added", ex);
		}
	}

	private static boolean startsAtStep(RouteDefinition route) {
		return route.getInput() != null && String.valueOf(route.getInput().getEndpointUri()).startsWith("direct:");
	}

	/** Returns the error messages and, for parser errors, the line. */
	private static String reasons(Exception failure) {
		String cause = String.valueOf(NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
		String message = String.valueOf(failure.getMessage());
		return message.contains(cause) ? message : message + System.lineSeparator() + cause;
	}

	private List<Path> files() {
		if (!Files.isDirectory(this.directory)) {
			return List.of();
		}
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.filter(file -> file.getFileName().toString().endsWith(".camel.yaml")).sorted().toList();
		}
		catch (IOException ex) {
			throw new CannotStart("The directory " + this.directory + " can't be read: " + ex,
					"Let Serai's user read it, or remove it to start with the built-in routes.", ex);
		}
	}

}
