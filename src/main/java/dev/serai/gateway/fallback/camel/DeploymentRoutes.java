package dev.serai.gateway.fallback.camel;

import java.util.HashSet;
import java.util.Set;

import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.fallback.Breakers;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.spring.boot.CamelContextConfiguration;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Creates one route from the template {@code deployment}, with its own circuit breaker,
 * for each deployment of the catalog. The URIs come from the configuration alone, never
 * from a request.
 */
@Component
@Order(2)
final class DeploymentRoutes implements CamelContextConfiguration {

	private final Catalog catalog;

	private final Breakers breakers;

	DeploymentRoutes(Catalog catalog, Breakers breakers) {
		this.catalog = catalog;
		this.breakers = breakers;
	}

	/**
	 * Returns a deployment's name for a URI: letters, digits, dots and dashes; where
	 * characters were replaced, a trailing hash makes it unique.
	 */
	static String uriName(String deployment) {
		StringBuilder name = new StringBuilder(deployment.length());
		boolean changed = false;
		for (int i = 0; i < deployment.length(); i++) {
			char c = deployment.charAt(i);
			boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
			name.append(plain ? c : '-');
			changed |= !plain && c != '/';
		}
		return changed ? name + "-" + Integer.toHexString(deployment.hashCode()) : name.toString();
	}

	@Override
	public void beforeApplicationStart(CamelContext context) {
		Set<String> names = new HashSet<>();
		for (Deployment deployment : this.catalog.deployments()) {
			String name = uriName(deployment.id());
			if (!names.add(name)) {
				throw new IllegalStateException("Two deployments come to the route name " + name
						+ "; rename one of them in models.yaml: " + deployment.id());
			}
			context.getRegistry().bind("breaker-" + name, this.breakers.of(deployment.id()));
			TemplatedRouteBuilder.builder(context, "deployment")
				.routeId("deployment-" + name)
				.prefixId(name)
				.parameter("name", name)
				.parameter("url", deployment.provider().baseUrl().toString())
				.add();
		}
	}

	@Override
	public void afterApplicationStart(CamelContext context) {
		// Nothing to do: all routes are created before the start.
	}

}
