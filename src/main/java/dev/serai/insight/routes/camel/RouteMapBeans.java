package dev.serai.insight.routes.camel;

import java.util.List;

import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.fallback.Breakers;
import dev.serai.platform.config.DirectoryProperties;
import dev.serai.platform.start.RequiredRoutes;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Provides the route map, its counts and meters. */
@Configuration(proxyBeanMethods = false)
class RouteMapBeans {

	/**
	 * Loaded before the deployments' routes, because their template may be the
	 * integration team's.
	 */
	@Bean
	@Order(1)
	OperatorRoutes operatorRoutes(DirectoryProperties directories) {
		return new OperatorRoutes(directories.configDir().resolve("routes"));
	}

	/** Declared after the integration team's routes, so that it sees them, too. */
	@Bean
	RouteCheck routeCheck(OperatorRoutes operatorRoutes, List<RequiredRoutes> required, ListableBeanFactory beans) {
		return new RouteCheck(operatorRoutes, required, beans);
	}

	/** Reads breaker states when meters are scraped, not during calls. */
	@Bean
	MeterBinder breakerMeters(Catalog catalog, Breakers breakers) {
		return registry -> catalog.deployments()
			.forEach(deployment -> Gauge
				.builder("serai.breaker.open", breakers, all -> all.isOpen(deployment.id()) ? 1 : 0)
				.description("Whether the deployment's circuit breaker is open: 1, or 0")
				.tags("provider", deployment.provider().name(), "model", deployment.model().name())
				.register(registry));
	}

}
