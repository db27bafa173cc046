package dev.serai.insight.routes.camel;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.RoutePolicy;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Enables Camel's meters for jobs and the integration team's own routes: {@code
 * camel_exchanges_total}, {@code camel_exchanges_failed_total} and the timer {@code
 * camel_route_policy_seconds}, by {@code routeId}. The routes of a call have none: their
 * meters would cost a call 5 % of its processor time, and {@code serai_calls_seconds} and
 * {@code serai_attempts_seconds} count calls and attempts.
 */
@Component
final class RouteMeters extends MicrometerRoutePolicyFactory {

	private static final String JOBS = "routes/jobs/";

	private final OperatorRoutes operatorRoutes;

	RouteMeters(MeterRegistry meters, OperatorRoutes operatorRoutes) {
		this.operatorRoutes = operatorRoutes;
		setMeterRegistry(meters);
		setSkipCamelInfo(true);
		getPolicyConfiguration().setContextEnabled(false);
		getPolicyConfiguration().setExchangesSucceeded(false);
		getPolicyConfiguration().setExternalRedeliveries(false);
	}

	@Override
	public @Nullable RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode node) {
		return (node instanceof RouteDefinition route && isMetered(route))
				? super.createRoutePolicy(context, routeId, route) : null;
	}

	private boolean isMetered(RouteDefinition route) {
		return this.operatorRoutes.own(route)
				|| route.getResource() != null && route.getResource().getLocation().contains(JOBS);
	}

}
