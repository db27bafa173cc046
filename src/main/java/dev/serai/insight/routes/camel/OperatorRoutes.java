package dev.serai.insight.routes.camel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.platform.error.NearestName;
import dev.serai.platform.start.CannotStart;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
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

	private static final Pattern TEMPLATE = Pattern.compile("Cannot find RouteTemplate with id (\\S+)");

	private static final Pattern WORD = Pattern.compile("(?:Unknown node id|Unsupported field): (\\S+)");

	private final Path directory;

	/** The loaded routes by id. */
	private final Map<String, RouteDefinition> byId = new HashMap<>();

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
			throw new CannotStart("The routes in " + file + " can't be loaded: " + reasons(model, file, ex),
					RouteCheck.FIX, ex);
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
				RouteDefinition other = this.byId.put(route.getRouteId(), route);
				if (other != null) {
					throw new CannotStart(
							RoutePlace.of(route) + "there is another route of this id: "
									+ RoutePlace.of(other).replaceFirst(": $", ""),
							"Give each route an id of its own.");
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

	/**
	 * Returns the error messages, for parser errors with the line, and the nearest right
	 * name.
	 */
	private static String reasons(ModelCamelContext model, Path file, Exception failure) {
		Matcher template = TEMPLATE.matcher(String.valueOf(failure.getMessage()));
		if (template.find()) {
			String name = template.group(1);
			return "line " + line(file, name) + ": there is no route template " + name + NearestName.hint(name,
					model.getRouteTemplateDefinitions().stream().map(RouteTemplateDefinition::getId).toList());
		}
		String reasons = messages(failure);
		Matcher word = WORD.matcher(reasons);
		return word.find()
				? reasons.stripTrailing()
						+ NearestName.hint(word.group(1), words()).replaceFirst("^; d", System.lineSeparator() + "D")
				: reasons;
	}

	/** Returns the line that first holds a name. */
	private static int line(Path file, String name) {
		try {
			List<String> lines = Files.readAllLines(file);
			return 1 + IntStream.range(0, lines.size()).filter(i -> lines.get(i).contains(name)).findFirst().orElse(0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Returns the names of all steps and fields that Camel's YAML has. */
	private static Set<String> words() {
		try (InputStream schema = OperatorRoutes.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
			Set<String> words = new TreeSet<>();
			for (JsonNode fields : new ObjectMapper().readTree(schema).findValues("properties")) {
				fields.fieldNames().forEachRemaining(words::add);
			}
			return words;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String messages(Exception failure) {
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
