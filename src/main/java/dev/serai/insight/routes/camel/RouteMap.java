package dev.serai.insight.routes.camel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.serai.gateway.access.Operator;
import dev.serai.insight.routes.RouteFacts;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.HasExpressionType;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.OutputNode;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RouteTemplateParameterDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.spi.Resource;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Builds a map of the running routes: their connections and traffic. Shows only the
 * scheme of an endpoint whose name could be a host, and no values that steps set.
 */
@Component
public final class RouteMap {

	private static final String DIRECT = "direct:";

	/** The configuration of routes that name none. */
	private static final String DEFAULT = "*";

	/** File names are shown from this directory on. */
	private static final String DIRECTORY = "routes/";

	/** Endpoint schemes whose names contain no external addresses. */
	private static final Set<String> TELLING = Set.of("direct", "seda", "timer", "scheduler", "quartz", "cron",
			"servlet", "platform-http", "bean", "log");

	/** Steps whose expression is a condition, not a value. */
	private static final Set<String> CONDITIONS = Set.of("when", "filter", "loop", "validate");

	private final ModelCamelContext context;

	private final OperatorRoutes operatorRoutes;

	private final RouteCounts counts;

	RouteMap(CamelContext context, OperatorRoutes operatorRoutes, RouteCounts counts) {
		this.context = (ModelCamelContext) context;
		this.operatorRoutes = operatorRoutes;
		this.counts = counts;
	}

	/** Returns all routes by id, with the route configurations. */
	public RouteFacts.All of(Operator operator) {
		Map<String, String> byAddress = new TreeMap<>();
		for (Route route : this.context.getRoutes()) {
			byAddress.put(plain(route.getEndpoint().getEndpointUri()), route.getRouteId());
		}
		List<RouteFacts> routes = this.context.getRoutes()
			.stream()
			.sorted(Comparator.comparing(Route::getRouteId))
			.map(route -> facts(route, byAddress, operator.seesAll()))
			.toList();
		List<RouteFacts.Shared> shared = this.context.getRouteConfigurationDefinitions()
			.stream()
			.filter(it -> !DEFAULT.equals(it.getId()) && !PreviousNames.isOf(it))
			.map(it -> shared(it, byAddress))
			.toList();
		return new RouteFacts.All(routes, shared);
	}

	private RouteFacts facts(Route route, Map<String, String> byAddress, boolean seesAll) {
		String id = route.getRouteId();
		RouteDefinition definition = this.context.getRouteDefinition(id);
		RouteCounts.Counts seen = this.counts.of(id);
		boolean builtIn = !this.operatorRoutes.own(definition);
		RouteTemplateDefinition template = template(definition);
		Reading reading = new Reading(byAddress, RouteSteps.parameters(definition), builtIn);
		Resource resource = (template != null) ? template.getResource() : definition.getResource();
		return new RouteFacts(id, RouteSteps.filled(definition.getDescriptionText(), RouteSteps.parameters(definition)),
				told(route.getEndpoint().getEndpointUri()), file(resource), builtIn,
				(template != null) ? template.getId() : null, definition.getRouteConfigurationId(),
				String.valueOf(this.context.getRouteController().getRouteStatus(id)), seesAll ? seen.total() : null,
				seesAll ? seen.failed() : null, seesAll ? seen.inflight() : null, seesAll ? seen.meanMs() : null,
				seesAll ? seen.maxMs() : null, seesAll ? seen.lastFailureAt() : null,
				reading.steps(definition.getOutputs().stream().filter(step -> !step.isAbstract())));
	}

	private RouteFacts.Shared shared(RouteConfigurationDefinition definition, Map<String, String> byAddress) {
		Stream<ProcessorDefinition<?>> steps = Stream.concat(definition.getOnExceptions().stream(),
				definition.getOnCompletions().stream());
		boolean builtIn = !this.operatorRoutes.own(definition);
		return new RouteFacts.Shared(definition.getId(), new Reading(byAddress, Map.of(), builtIn).steps(steps));
	}

	/**
	 * Finds the template that matches the route's input and parameters; of several, the
	 * one with the most parameters.
	 */
	private @Nullable RouteTemplateDefinition template(RouteDefinition route) {
		Map<String, Object> parameters = RouteSteps.parameters(route);
		if (parameters.isEmpty()) {
			return null;
		}
		String from = RouteSteps.filled(route.getInput().getEndpointUri(), parameters);
		return this.context.getRouteTemplateDefinitions()
			.stream()
			.filter(it -> RouteSteps.filled(it.getRoute().getInput().getEndpointUri(), parameters).equals(from))
			.filter(it -> parameters.keySet().containsAll(names(it)))
			.max(Comparator.comparing(it -> names(it).size()))
			.orElse(null);
	}

	private static Set<String> names(RouteTemplateDefinition template) {
		return template.getTemplateParameters()
			.stream()
			.map(RouteTemplateParameterDefinition::getName)
			.collect(Collectors.toSet());
	}

	private static @Nullable String file(@Nullable Resource resource) {
		if (resource == null) {
			return null;
		}
		String location = resource.getLocation();
		int directory = location.lastIndexOf(DIRECTORY);
		return (directory < 0) ? location.substring(location.lastIndexOf('/') + 1)
				: location.substring(directory + DIRECTORY.length());
	}

	/** Normalises an address and removes its options. */
	private static String plain(String uri) {
		int options = uri.indexOf('?');
		String plain = ((options < 0) ? uri : uri.substring(0, options)).replace("://", ":");
		return plain.replace("%7B", "{").replace("%7D", "}");
	}

	/** Returns the part of an address that may be shown. */
	private static String told(String uri) {
		String plain = plain(uri);
		int scheme = plain.indexOf(':');
		return (scheme < 0 || TELLING.contains(plain.substring(0, scheme))) ? plain : plain.substring(0, scheme);
	}

	/**
	 * Reads the steps of one route.
	 *
	 * @param byAddress route ids by the address that they start at
	 * @param parameters the parameters of the route's template
	 * @param builtIn whether conditions are shown; those of the integration team's routes
	 * are not
	 */
	private record Reading(Map<String, String> byAddress, Map<String, Object> parameters, boolean builtIn) {

		List<RouteFacts.Step> steps(Stream<? extends OptionalIdentifiedDefinition<?>> definitions) {
			return definitions.map(this::step).toList();
		}

		private RouteFacts.Step step(OptionalIdentifiedDefinition<?> definition) {
			String uri = (definition instanceof EndpointRequiredDefinition to) ? filled(to.getEndpointUri())
					: (definition instanceof ToDynamicDefinition to) ? filled(to.getUri()) : null;
			List<String> targets = (uri != null) ? targets(plain(uri)) : List.of();
			boolean one = targets.size() == 1 && !plain(String.valueOf(uri)).contains("${");
			return new RouteFacts.Step(definition.getId(), definition.getShortName(), label(definition, uri),
					definition.getDescriptionText(), one ? targets.getFirst() : null, one ? List.of() : targets,
					steps(RouteSteps.below(definition).stream()));
		}

		private String label(OptionalIdentifiedDefinition<?> definition, @Nullable String uri) {
			if (uri != null) {
				return told(uri);
			}
			if (definition instanceof ProcessDefinition process && process.getRef() != null) {
				return filled(process.getRef());
			}
			if (definition instanceof BeanDefinition bean && bean.getRef() != null) {
				return filled((bean.getMethod() != null) ? bean.getRef() + "." + bean.getMethod() : bean.getRef());
			}
			if (definition instanceof OnExceptionDefinition on) {
				return names(on.getExceptions());
			}
			if (definition instanceof CatchDefinition on) {
				return names(on.getExceptions());
			}
			if (definition instanceof HasExpressionType node) {
				return condition(definition.getShortName(), node.getExpressionType());
			}
			return "";
		}

		private String condition(String kind, @Nullable ExpressionDefinition expression) {
			if (!this.builtIn || expression == null || !CONDITIONS.contains(kind)) {
				return "";
			}
			return String.valueOf(expression.getExpression());
		}

		private static String names(List<String> classes) {
			return classes.stream()
				.map(name -> name.substring(name.lastIndexOf('.') + 1))
				.collect(Collectors.joining(", "));
		}

		/**
		 * Finds the routes that start at an address; placeholders match what a call may
		 * fill in.
		 */
		private List<String> targets(String address) {
			int open = address.indexOf("${");
			if (!address.startsWith(DIRECT)) {
				return List.of();
			}
			if (open < 0) {
				return Stream.ofNullable(this.byAddress.get(address)).toList();
			}
			String beginning = address.substring(0, open);
			List<String> found = new ArrayList<>();
			this.byAddress.forEach((from, id) -> {
				if (open > DIRECT.length() && from.startsWith(beginning)) {
					found.add(id);
				}
			});
			return found;
		}

		private String filled(String text) {
			return RouteSteps.filled(text, this.parameters);
		}

	}

}
