package dev.serai.insight.routes.camel;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.serai.platform.error.NearestName;
import dev.serai.platform.start.CannotStart;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchLanguageException;
import org.apache.camel.Processor;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.Route;
import org.apache.camel.component.bean.MethodNotFoundException;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.reifier.ProcessorReifier;
import org.apache.camel.spi.EndpointUriFactory;
import org.apache.camel.spi.ProcessorFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;

/**
 * Explains why Camel cannot create a step: with the file, the line, the step and the
 * nearest right name. It stands around Camel's factory of steps.
 */
final class RouteFailures implements ProcessorFactory {

	private static final Pattern SETTING = Pattern.compile("Property with key \\[([^\\]]+)] not found");

	private static final Pattern OPTIONS = Pattern.compile("Unknown parameters=\\[\\{([^=}]+)=");

	private static final Pattern VALUE = Pattern.compile("Error parsing \\[(.*)] as a java\\.lang\\.(\\w+)\\.");

	private final ModelCamelContext context;

	private final ProcessorFactory factory;

	private final List<String> beans;

	/**
	 * @param factory creates the steps
	 * @param beans the names of all beans
	 */
	RouteFailures(ModelCamelContext context, ProcessorFactory factory, List<String> beans) {
		this.context = context;
		this.factory = factory;
		this.beans = beans;
	}

	@Override
	public @Nullable Processor createChildProcessor(Route route, NamedNode definition, boolean mandatory)
			throws Exception {
		return explained(route, definition, () -> this.factory.createChildProcessor(route, definition, mandatory));
	}

	@Override
	public @Nullable Processor createProcessor(Route route, NamedNode definition) throws Exception {
		return explained(route, definition, () -> {
			Processor made = this.factory.createProcessor(route, definition);
			// What Camel does next, where its factory leaves a step to it.
			return (made == null && definition instanceof ProcessorDefinition<?> step)
					? ProcessorReifier.reifier(route, step).createProcessor() : made;
		});
	}

	@Override
	public Processor createProcessor(CamelContext camel, String definition, Object... arguments) throws Exception {
		return this.factory.createProcessor(camel, definition, arguments);
	}

	private @Nullable Processor explained(Route route, NamedNode step, Callable<@Nullable Processor> creation)
			throws Exception {
		try {
			return creation.call();
		}
		catch (Exception ex) {
			boolean explained = Stream.<@Nullable Throwable>iterate(ex, Objects::nonNull, Throwable::getCause)
				.anyMatch(CannotStart.class::isInstance);
			if (!explained && step instanceof OptionalIdentifiedDefinition<?> definition) {
				throw new CannotStart(
						RoutePlace.of(this.context.getRouteDefinition(route.getRouteId()), definition) + reason(ex),
						RouteCheck.FIX, ex);
			}
			throw ex;
		}
	}

	private String reason(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			String said = switch (cause) {
				case NoSuchBeanException bean -> bean(bean);
				case MethodNotFoundException method -> method(method);
				case NoSuchLanguageException language -> "there is no language " + language.getLanguage();
				case ClassNotFoundException missing -> "there is no class " + missing.getMessage();
				case ResolveEndpointFailedException endpoint -> option(endpoint);
				default -> text(String.valueOf(cause.getMessage()));
			};
			if (said != null) {
				return said;
			}
		}
		return String.valueOf(NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
	}

	private String bean(NoSuchBeanException missing) {
		String name = missing.getName();
		return (this.context.getRegistry().lookupByName(name) != null)
				? "the bean " + name + " has another type than this step needs; a bean with methods is a step"
						+ " bean: {ref: " + name + ", method: …}"
				: "there is no bean " + name + NearestName.hint(name, this.beans);
	}

	private static String method(MethodNotFoundException missing) {
		Collection<String> methods = (missing.getBean() != null)
				? Arrays.stream(missing.getBean().getClass().getMethods()).map(Method::getName).distinct().toList()
				: Set.of();
		return "the bean has no method " + missing.getMethodName() + NearestName.hint(missing.getMethodName(), methods);
	}

	private @Nullable String option(ResolveEndpointFailedException failure) {
		Matcher unknown = OPTIONS.matcher(String.valueOf(failure.getMessage()));
		if (!unknown.find()) {
			return text(String.valueOf(failure.getMessage()));
		}
		String scheme = Objects.requireNonNullElse(failure.getUri(), "").split(":", 2)[0];
		EndpointUriFactory factory = this.context.getCamelContextExtension().getEndpointUriFactory(scheme);
		return scheme + " has no option " + unknown.group(1)
				+ ((factory != null) ? NearestName.hint(unknown.group(1), factory.propertyNames()) : "");
	}

	/** Returns the explanation of a message; null when there is none. */
	private static @Nullable String text(String message) {
		Matcher setting = SETTING.matcher(message);
		Matcher value = VALUE.matcher(message);
		return setting.find()
				? "there is no setting " + setting.group(1)
						+ "; set it as an environment variable, or give a default: {{" + setting.group(1) + ":…}}"
				: !value.find() ? null : value.group(2).equals("Class") ? "there is no class " + value.group(1)
						: value.group(1) + " is no " + value.group(2);
	}

}
