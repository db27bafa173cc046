package dev.serai.platform.contract.camel;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import dev.serai.platform.contract.ApiOperation;
import dev.serai.platform.contract.Contract;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spring.boot.CamelContextConfiguration;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Creates the routes of {@code /api} from the contract: one for each operation, from the
 * template {@code api-command} if it takes a body and {@code api-query} otherwise. A
 * route's id is the {@code operationId} in kebab case. An operation that already has a
 * route of this id is skipped.
 */
@Component
@Order(0)
final class ApiRoutes implements CamelContextConfiguration {

	private final Contract contract;

	private final ListableBeanFactory beans;

	ApiRoutes(Contract contract, ListableBeanFactory beans) {
		this.contract = contract;
		this.beans = beans;
	}

	@Override
	public void beforeApplicationStart(CamelContext context) {
		Map<String, String> served = served();
		Set<String> present = ((ModelCamelContext) context).getRouteDefinitions()
			.stream()
			.map(RouteDefinition::getRouteId)
			.collect(Collectors.toSet());
		for (ApiOperation operation : this.contract.apiOperations()) {
			String route = routeId(operation.id());
			if (!present.contains(route)) {
				String bean = served.get(operation.id());
				if (bean == null) {
					throw new IllegalStateException("No bean serves the operation " + operation.id() + " ("
							+ operation.method() + " " + operation.path() + ") of the contract");
				}
				TemplatedRouteBuilder.builder(context, operation.takesBody() ? "api-command" : "api-query")
					.routeId(route)
					.prefixId(route)
					.parameter("method", operation.method())
					.parameter("path", operation.path())
					.parameter("role", operation.role())
					.parameter("bean", bean)
					.parameter("operation", operation.id())
					.parameter("summary", operation.summary())
					.add();
			}
		}
	}

	/** Returns {@code create-team} for {@code createTeam}. */
	private static String routeId(String operation) {
		return operation.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
	}

	/** Maps operations to the beans that serve them. */
	private Map<String, String> served() {
		Map<String, String> served = new HashMap<>();
		for (String name : this.beans.getBeanNamesForAnnotation(ApiSteps.class)) {
			for (Method method : Objects.requireNonNull(this.beans.getType(name)).getMethods()) {
				Class<?>[] parameters = method.getParameterTypes();
				if (parameters.length == 1 && parameters[0] == Exchange.class) {
					String other = served.put(method.getName(), name);
					if (other != null) {
						throw new IllegalStateException(
								"Both " + other + " and " + name + " serve the operation " + method.getName());
					}
				}
			}
		}
		return served;
	}

	@Override
	public void afterApplicationStart(CamelContext context) {
		// All routes are created before the start.
	}

}
