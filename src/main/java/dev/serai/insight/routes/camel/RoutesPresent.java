package dev.serai.insight.routes.camel;

import java.util.List;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.apache.camel.spring.boot.CamelContextConfiguration;

import org.springframework.stereotype.Component;

/**
 * A health check that fails when a route that existed at the start has been removed.
 * Camel's own check covers existing routes that have stopped.
 */
@Component
final class RoutesPresent extends AbstractHealthCheck implements CamelContextConfiguration {

	private volatile List<String> expected = List.of();

	RoutesPresent() {
		super("serai", "routes-present");
	}

	@Override
	public void beforeApplicationStart(CamelContext context) {
		// No routes exist yet.
	}

	@Override
	public void afterApplicationStart(CamelContext context) {
		this.expected = context.getRoutes().stream().map(Route::getId).toList();
	}

	@Override
	protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
		List<String> gone = this.expected.stream().filter(id -> getCamelContext().getRoute(id) == null).toList();
		if (gone.isEmpty()) {
			builder.up();
		}
		else {
			builder.message("Routes are gone: " + gone).down();
		}
	}

}
