package dev.serai.insight.routes.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import dev.serai.platform.start.CannotStart;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;

import org.springframework.beans.factory.support.StaticListableBeanFactory;

import static org.assertj.core.api.Assertions.catchThrowable;

/** Loads routes of one's own beside the built-in ones, as the program does. */
final class BrokenRoutes {

	private static final Path BUILT_IN = Path.of("src/main/resources/routes");

	private static final Processor NOTHING = exchange -> {
	};

	private static final Map<String, Object> BEANS = Map.of("refuse", NOTHING, "close-call", NOTHING, "audit-steps",
			new ArrayList<>());

	private BrokenRoutes() {
	}

	/** A route with one step, which is in line 6. */
	static String route(String step) {
		return """
				- route:
				    id: mine
				    from:
				      uri: direct:mine
				      steps:
				        - %s
				""".formatted(step);
	}

	/** What the check before the start says of the files of a directory. */
	static CannotStart refused(Path directory) {
		return (CannotStart) catchThrowable(() -> check(directory));
	}

	static void check(Path directory) throws Exception {
		try (CamelContext context = loaded(builtIn())) {
			OperatorRoutes own = new OperatorRoutes(directory);
			own.beforeApplicationStart(context);
			new RouteCheck(own, List.of(), new StaticListableBeanFactory(BEANS)).check((ModelCamelContext) context);
		}
	}

	/** What is said of a file whose routes Camel cannot create. */
	static CannotStart failure(Path directory) throws Exception {
		try (CamelContext context = loaded(List.of("call/errors", "jobs/retries"))) {
			BEANS.forEach(context.getRegistry()::bind);
			OperatorRoutes own = new OperatorRoutes(directory);
			own.beforeApplicationStart(context);
			for (String target : List.of("measure", "pipeline", "authenticate")) {
				((ModelCamelContext) context)
					.addRouteDefinition(new RouteDefinition("direct:" + target).routeId(target).log("reached"));
			}
			RouteCheck check = new RouteCheck(own, List.of(), new StaticListableBeanFactory(BEANS));
			Throwable failure = catchThrowable(() -> {
				check.beforeApplicationStart(context);
				context.start();
			});
			return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
				.filter(CannotStart.class::isInstance)
				.map(CannotStart.class::cast)
				.findFirst()
				.orElseThrow(() -> new AssertionError("Not explained", failure));
		}
	}

	private static CamelContext loaded(List<String> files) throws Exception {
		DefaultCamelContext context = new DefaultCamelContext();
		context.build();
		for (String file : files) {
			PluginHelper.getRoutesLoader(context)
				.loadRoutes(PluginHelper.getResourceLoader(context)
					.resolveResource("classpath:routes/" + file + ".camel.yaml"));
		}
		return context;
	}

	private static List<String> builtIn() {
		try (Stream<Path> files = Files.walk(BUILT_IN)) {
			return files.map(file -> BUILT_IN.relativize(file).toString())
				.filter(file -> file.endsWith(".camel.yaml"))
				.map(file -> file.replace(".camel.yaml", ""))
				.sorted()
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
