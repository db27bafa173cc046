package dev.serai.routes;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.mock.InterceptSendToMockEndpointStrategy;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.BeanProcessorFactory;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.test.junit5.CamelContextConfiguration;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Loads one route file, and what all routes share, into a Camel of its own. Beans and
 * endpoints outside the file are recorded; order, branches, loops, error handling and
 * redelivery are the route's own. A route that waits for HTTP or a clock is entered
 * directly instead.
 */
public abstract class RouteTest extends CamelTestSupport {

	protected static final CallRefused REFUSED = ApiError.of(429, "rate_limit_error", "rate_limit_exceeded", "Wait.")
		.refused();

	/** What the application sets as well. */
	private static final List<String> SHARED = List.of("call/errors", "jobs/retries");

	private final RecordedSteps steps = new RecordedSteps();

	static {
		LoggingSystem.get(RouteTest.class.getClassLoader()).setLogLevel("org.apache.camel", LogLevel.ERROR);
	}

	@Override
	public void configureTest(TestExecutionConfiguration configuration) {
		configuration.withUseAdviceWith(true).withUseRouteBuilder(false);
	}

	@Override
	public void configureContext(CamelContextConfiguration configuration) {
		super.configureContext(configuration);
		configuration.withStubEndpoints("http,jdbc,smtp");
	}

	@Override
	protected CamelContext createCamelContext() {
		CamelContext made = new DefaultCamelContext(new DefaultRegistry(this.steps));
		made.getCamelContextExtension().addContextPlugin(BeanProcessorFactory.class, this.steps);
		made.getCamelContextExtension().registerEndpointCallback(this.steps);
		return made;
	}

	/** The files that a test class declares. */
	protected static List<String> files(Class<?> test) {
		return List.of(Objects.requireNonNull(test.getAnnotation(RouteFile.class), "@RouteFile").value());
	}

	@BeforeEach
	void loadTheOnlyFile() throws Exception {
		List<String> files = files(getClass());
		if (files.size() == 1) {
			load(files.getFirst());
		}
	}

	/** Loads a file; a test class of one file has it loaded already. */
	protected final void load(String file) throws Exception {
		assertThat(files(getClass())).contains(file);
		RoutesLoader loader = PluginHelper.getRoutesLoader(this.context);
		for (String shared : SHARED) {
			if (!shared.equals(file)) {
				loader.loadRoutes(resource(shared));
			}
		}
		loader.loadRoutes(resource(file));
	}

	private org.apache.camel.spi.Resource resource(String file) {
		return PluginHelper.getResourceLoader(this.context).resolveResource("classpath:routes/" + file + ".camel.yaml");
	}

	/** Makes a route of a template in the file. */
	protected final void make(String template, String route, Map<String, String> parameters) {
		TemplatedRouteBuilder builder = TemplatedRouteBuilder.builder(this.context, template).routeId(route);
		parameters.forEach(builder::parameter);
		builder.add();
	}

	/** What happens at a step; nothing does where a test says nothing. */
	protected final void on(String step, Processor behaviour) {
		this.steps.on(step, behaviour);
	}

	/** A step that ends in an error. */
	protected final void failAt(String step, Exception failure) {
		on(step, (exchange) -> {
			throw failure;
		});
	}

	/** A step that ends in an error the first time only. */
	protected final void failOnce(String step, Exception failure) {
		AtomicBoolean failed = new AtomicBoolean();
		on(step, (exchange) -> {
			if (!failed.getAndSet(true)) {
				throw failure;
			}
		});
	}

	/** What is tried again is so without a pause. */
	protected static void atOnce(Exchange exchange) {
		exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, 0);
	}

	/** The steps that were reached, in order. */
	protected final List<String> reached() {
		return this.steps.reached();
	}

	/** A mock in the place of an endpoint outside the file. */
	protected final MockEndpoint end(String uri) throws Exception {
		start();
		return getMockEndpoint("mock:" + uri);
	}

	protected final Exchange send(String route) throws Exception {
		return send(route, (exchange) -> {
		});
	}

	/** Sends a message into a route, and gives back what came out. */
	protected final Exchange send(String route, Processor message) throws Exception {
		start();
		return this.template.send(this.context.getRoute(route).getEndpoint().getEndpointUri(), message);
	}

	/** After the routes are changed for the test, as Camel wants it. */
	private void start() throws Exception {
		if (this.context.isStarted()) {
			return;
		}
		for (RouteDefinition route : List.copyOf(this.context.getRouteDefinitions())) {
			if (!inputOf(route).startsWith("direct:")) {
				AdviceWith.adviceWith(this.context, route.getRouteId(), false,
						(advice) -> advice.replaceFromWith("direct:into-" + route.getRouteId()));
			}
		}
		String inside = this.context.getRouteDefinitions()
			.stream()
			.map((route) -> Pattern.quote(inputOf(route).substring("direct:".length())))
			.collect(Collectors.joining("|"));
		this.context.getCamelContextExtension()
			.registerEndpointCallback(
					new InterceptSendToMockEndpointStrategy("(?!mock:)(?!direct:(//)?(" + inside + ")$).*", true));
		this.context.start();
	}

	private static String inputOf(RouteDefinition route) {
		String input = route.getInput().getEndpointUri();
		if (route.getTemplateParameters() != null) {
			for (Map.Entry<String, Object> parameter : route.getTemplateParameters().entrySet()) {
				input = input.replace("{{" + parameter.getKey() + "}}", parameter.getValue().toString());
			}
		}
		return input;
	}

}
