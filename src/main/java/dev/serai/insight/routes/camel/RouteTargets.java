package dev.serai.insight.routes.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.serai.platform.error.NearestName;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RoutingSlipDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.PollEnrichDefinition;
import org.apache.camel.model.errorhandler.DeadLetterChannelDefinition;
import org.apache.camel.model.language.ConstantExpression;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.model.language.SimpleExpression;
import org.apache.camel.spi.EndpointUriFactory;
import org.apache.camel.support.PatternHelper;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Checks where the routes lead: that a route begins at each address in the program, that
 * each component and route configuration exists. Of an address that is complete only with
 * a call, the part before the first <code>${</code> is checked: one route at least must
 * begin with it.
 */
final class RouteTargets {

	/** Components whose addresses are those of routes in the same program. */
	private static final Set<String> INSIDE = Set.of("direct", "seda");

	private static final String BLANK = "${";

	private static final String PARAMETER = "{{";

	private final ModelCamelContext context;

	private final Map<String, RouteDefinition> byAddress = new HashMap<>();

	RouteTargets(ModelCamelContext context) {
		this.context = context;
		for (RouteDefinition route : context.getRouteDefinitions()) {
			this.byAddress.putIfAbsent(input(route), route);
		}
	}

	/** Returns the address that a route begins at, without options. */
	String input(RouteDefinition route) {
		return plain(text(route, route.getInput().getEndpointUri()));
	}

	/** Returns the route that begins at an address; null when there is none. */
	@Nullable RouteDefinition at(String address) {
		return this.byAddress.get(address);
	}

	/** Returns the addresses of a route's steps, as far as they are known. */
	List<String> of(RouteDefinition route) {
		return RouteSteps.all(route).flatMap(step -> uris(step).stream()).map(uri -> plain(text(route, uri))).toList();
	}

	/** Returns what cannot work in a route. */
	List<String> faults(RouteDefinition route) {
		List<String> faults = new ArrayList<>();
		String input = input(route);
		RouteDefinition other = this.byAddress.get(input);
		if (input.startsWith("direct:") && other != null && !other.equals(route)) {
			faults.add(RoutePlace.of(route) + "the route " + other.getRouteId() + " begins at " + input
					+ ", too; use another address, or the id " + other.getRouteId() + " to replace that route");
		}
		String uri = text(route, route.getInput().getEndpointUri());
		option(uri).ifPresent(fault -> faults.add(RoutePlace.of(route) + fault));
		configuration(route, faults);
		if (route.getErrorHandler() != null
				&& route.getErrorHandler().getErrorHandlerType() instanceof DeadLetterChannelDefinition dead) {
			fault(text(route, dead.getDeadLetterUri()))
				.ifPresent(fault -> faults.add(RoutePlace.of(route) + "deadLetterUri: " + fault));
		}
		steps(route, route, faults);
		return faults;
	}

	/** Returns what cannot work in a route configuration. */
	List<String> faults(RouteConfigurationDefinition shared) {
		List<String> faults = new ArrayList<>();
		Stream
			.<OptionalIdentifiedDefinition<?>>concat(shared.getOnExceptions().stream(),
					shared.getOnCompletions().stream())
			.forEach(step -> steps(null, step, faults));
		return faults;
	}

	private void steps(@Nullable RouteDefinition route, OptionalIdentifiedDefinition<?> from, List<String> faults) {
		RouteSteps.all(from)
			.forEach(step -> uris(step).forEach(
					uri -> fault(text(route, uri)).ifPresent(fault -> faults.add(RoutePlace.of(route, step) + fault))));
	}

	private void configuration(RouteDefinition route, List<String> faults) {
		String wanted = route.getRouteConfigurationId();
		if (wanted == null) {
			return;
		}
		List<String> known = this.context.getRouteConfigurationDefinitions()
			.stream()
			.map(RouteConfigurationDefinition::getId)
			.filter(Objects::nonNull)
			.sorted()
			.toList();
		for (String name : wanted.split(",")) {
			if (known.stream().noneMatch(id -> PatternHelper.matchPattern(id, name))) {
				faults.add(RoutePlace.of(route) + "routeConfigurationId: there is no route configuration " + name
						+ NearestName.hint(name, known));
			}
		}
	}

	/**
	 * Returns what may be a mistake: components such as http take unknown options as part
	 * of the address.
	 */
	List<String> warnings(RouteDefinition route) {
		List<String> warnings = new ArrayList<>();
		RouteSteps.all(route).forEach(step -> uris(step).forEach(uri -> {
			String text = text(route, uri);
			EndpointUriFactory factory = factory(text);
			if (factory != null && factory.isLenientProperties()) {
				unknown(text, factory).filter(name -> NearestName.of(name, factory.propertyNames()).isPresent())
					.forEach(name -> warnings.add(RoutePlace.of(route, step) + scheme(text) + " has no option " + name
							+ NearestName.hint(name, factory.propertyNames())
							+ " As it is, it becomes part of the address."));
			}
		}));
		return warnings;
	}

	private Optional<String> fault(String uri) {
		int blank = uri.indexOf(BLANK);
		String known = plain((blank < 0) ? uri : uri.substring(0, blank));
		String scheme = scheme(known);
		if (scheme.isEmpty() || uri.startsWith("language:") || known.contains(PARAMETER)) {
			return Optional.empty();
		}
		if (this.context.getComponent(scheme, true, false) == null) {
			return Optional.of("there is no component " + scheme + NearestName.hint(scheme, components()));
		}
		if (INSIDE.contains(scheme) && !isThere(known, blank >= 0)) {
			return Optional.of("no route begins with " + known + ((blank < 0) ? "" : "…") + hint(known));
		}
		return (blank < 0) ? Optional.empty() : option(uri);
	}

	/** Returns the first option that a component does not have. */
	private Optional<String> option(String uri) {
		EndpointUriFactory factory = factory(uri);
		return (factory == null || factory.isLenientProperties()) ? Optional.empty() : unknown(uri, factory).findFirst()
			.map(name -> scheme(uri) + " has no option " + name + NearestName.hint(name, factory.propertyNames()));
	}

	/** Returns the end of a message about an address: the nearest one, if any. */
	String hint(String address) {
		String scheme = address.substring(0, address.indexOf(':') + 1);
		return NearestName.of(address.substring(scheme.length()),
				this.byAddress.keySet()
					.stream()
					.filter(known -> known.startsWith(scheme))
					.map(known -> known.substring(scheme.length()))
					.toList())
			.map(name -> "; did you mean " + scheme + name + "?")
			.orElse("");
	}

	private boolean isThere(String address, boolean open) {
		if (address.endsWith(":")) {
			// A call says the whole name.
			return true;
		}
		if (!open) {
			return this.byAddress.containsKey(address);
		}
		return this.byAddress.keySet().stream().anyMatch(known -> known.startsWith(address)) || this.context
			.getRouteTemplateDefinitions()
			.stream()
			.anyMatch(template -> template.getRoute().getInput().getEndpointUri().startsWith(address + PARAMETER));
	}

	private @Nullable EndpointUriFactory factory(String uri) {
		return scheme(uri).isEmpty() ? null
				: this.context.getCamelContextExtension().getEndpointUriFactory(scheme(uri));
	}

	/** Returns the options of an address that its component does not have. */
	private static Stream<String> unknown(String uri, EndpointUriFactory factory) {
		int options = uri.indexOf('?');
		return (options < 0) ? Stream.empty()
				: Arrays.stream(uri.substring(options + 1).split("&"))
					.map(option -> option.split("=", 2)[0])
					.filter(name -> !name.isEmpty() && !name.contains(BLANK) && !factory.propertyNames().contains(name))
					.filter(name -> factory.multiValuePrefixes().values().stream().noneMatch(name::startsWith));
	}

	/** Returns the addresses that a step names. */
	private static List<String> uris(OptionalIdentifiedDefinition<?> step) {
		return switch (step) {
			case RouteDefinition route -> List.of();
			case EndpointRequiredDefinition to when to.getEndpointUri() != null -> List.of(to.getEndpointUri());
			case ToDynamicDefinition to when to.getUri() != null -> List.of(to.getUri());
			case RecipientListDefinition<?> list -> listed(list, list.getDelimiter());
			case RoutingSlipDefinition<?> slip -> listed(slip, slip.getUriDelimiter());
			case EnrichDefinition enrich -> listed(enrich, null);
			case PollEnrichDefinition enrich -> listed(enrich, null);
			default -> List.of();
		};
	}

	/** Returns the addresses in a constant or a simple expression. */
	private static List<String> listed(ExpressionNode node, @Nullable String delimiter) {
		ExpressionDefinition expression = node.getExpression();
		if (!(expression instanceof ConstantExpression || expression instanceof SimpleExpression)) {
			return List.of();
		}
		String text = expression.getExpression();
		boolean one = node instanceof EnrichDefinition || node instanceof PollEnrichDefinition;
		return one ? List.of(text)
				: Arrays.stream(text.split(Pattern.quote((delimiter != null) ? delimiter : ",")))
					.map(String::strip)
					.toList();
	}

	/**
	 * Returns an address with the template's parameters and the settings filled in. An
	 * unknown setting stays as it is: Camel reports it.
	 */
	private String text(@Nullable RouteDefinition route, @Nullable String uri) {
		String filled = RouteSteps.filled(uri, (route != null) ? RouteSteps.parameters(route) : Map.of());
		try {
			return filled.contains(PARAMETER) ? this.context.resolvePropertyPlaceholders(filled) : filled;
		}
		catch (IllegalArgumentException ex) {
			return filled;
		}
	}

	private static String scheme(String uri) {
		int end = uri.indexOf(':');
		return (end > 0 && uri.substring(0, end).matches("[a-zA-Z][a-zA-Z0-9+.-]*")) ? uri.substring(0, end) : "";
	}

	/** Returns an address without its options, with one colon after the scheme. */
	private static String plain(String uri) {
		int options = uri.indexOf('?');
		return ((options < 0) ? uri : uri.substring(0, options)).replaceFirst("^([a-zA-Z0-9+.-]+):/+", "$1:");
	}

	private static Collection<String> components() {
		try {
			return Arrays
				.stream(new PathMatchingResourcePatternResolver()
					.getResources("classpath*:META-INF/services/org/apache/camel/component/*"))
				.map(Resource::getFilename)
				.filter(Objects::nonNull)
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
