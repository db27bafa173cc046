package dev.serai.insight.routes.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.ListIterator;
import java.util.Properties;
import java.util.function.BiConsumer;

import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.FromDefinition;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/**
 * Maps the names of routes, route configurations and beans in earlier versions ({@code
 * previous-names.properties}) to the current ones. Routes of the integration team may use
 * either.
 */
final class PreviousNames {

	private static final Properties NAMES = load();

	private static final String ROUTE = "route.";

	private static final String CONFIGURATION = "configuration.";

	private static final String BEAN = "bean.";

	private static final String DIRECT = "direct:";

	private final BiConsumer<String, String> used;

	/**
	 * @param used called with the previous and the current name, for each previous name
	 * found
	 */
	PreviousNames(BiConsumer<String, String> used) {
		this.used = used;
	}

	private static Properties load() {
		try {
			return PropertiesLoaderUtils
				.loadProperties(new ClassPathResource("previous-names.properties", PreviousNames.class));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Adds the route configurations under their previous names. A configuration is
	 * applied when a route is loaded, so they must exist before.
	 */
	static void addConfigurations(ModelCamelContext model) {
		for (String name : NAMES.stringPropertyNames()) {
			if (name.startsWith(CONFIGURATION)) {
				RouteConfigurationDefinition same = model.getRouteConfigurationDefinition(NAMES.getProperty(name));
				RouteConfigurationDefinition copy = new RouteConfigurationDefinition();
				copy.setId(name.substring(CONFIGURATION.length()));
				copy.setErrorHandler(same.getErrorHandler());
				copy.setOnExceptions(same.getOnExceptions());
				copy.setOnCompletions(same.getOnCompletions());
				model.addRouteConfiguration(copy);
			}
		}
	}

	/** Whether a route configuration has a previous name. */
	static boolean isOf(RouteConfigurationDefinition configuration) {
		return NAMES.containsKey(CONFIGURATION + configuration.getId());
	}

	/** Replaces the previous names in a route. */
	void replaceIn(RouteDefinition route) {
		if (route.getRouteId() != null) {
			String id = now(ROUTE, route.getRouteId());
			if (!id.equals(route.getRouteId())) {
				route.setId(id);
			}
		}
		if (route.getRouteConfigurationId() != null) {
			// Already applied: see addConfigurations.
			now(CONFIGURATION, route.getRouteConfigurationId());
		}
		FromDefinition from = route.getInput();
		if (from != null) {
			from.setUri(uri(from.getUri()));
		}
		replaceIn(route.getOutputs());
	}

	private void replaceIn(List<ProcessorDefinition<?>> steps) {
		ListIterator<ProcessorDefinition<?>> each = steps.listIterator();
		while (each.hasNext()) {
			ProcessorDefinition<?> step = each.next();
			if (step instanceof ToDefinition to) {
				to.setUri(uri(to.getUri()));
			}
			if (step instanceof ProcessDefinition process && process.getRef() != null) {
				String name = now(BEAN, process.getRef());
				int method = name.indexOf('.');
				process.setRef(name);
				if (method > 0) {
					each.set(bean(process, name.substring(0, method), name.substring(method + 1)));
				}
			}
			replaceIn(step.getOutputs());
		}
	}

	private static BeanDefinition bean(ProcessDefinition process, String ref, String method) {
		BeanDefinition bean = new BeanDefinition(ref, method);
		bean.setId(process.getId());
		bean.setDescription(process.getDescription());
		bean.setParent(process.getParent());
		return bean;
	}

	private @Nullable String uri(@Nullable String uri) {
		return (uri != null && uri.startsWith(DIRECT)) ? DIRECT + now(ROUTE, uri.substring(DIRECT.length())) : uri;
	}

	private String now(String kind, String name) {
		String now = NAMES.getProperty(kind + name, name);
		if (!now.equals(name)) {
			this.used.accept(name, now);
		}
		return now;
	}

}
