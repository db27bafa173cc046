package dev.serai.insight.routes.camel;

import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.fallback.Breakers;
import dev.serai.platform.config.DirectoryProperties;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** What those who run Serai look at. */
@Configuration(proxyBeanMethods = false)
class RouteMapBeans {

	/** Before the routes of deployments, whose template may be the team's own. */
	@Bean
	@Order(1)
	OperatorRoutes operatorRoutes(DirectoryProperties directories) {
		return new OperatorRoutes(directories.configDir().resolve("routes"));
	}

	/** Looked at when the meters are read, never when a call is made. */
	@Bean
	MeterBinder breakerMeters(Catalog catalog, Breakers breakers) {
		return registry -> catalog.deployments()
			.forEach(deployment -> Gauge
				.builder("serai.breaker.open", breakers, all -> all.isOpen(deployment.id()) ? 1 : 0)
				.description("Whether the deployment is not asked because it failed too often")
				.tags("provider", deployment.provider().name(), "model", deployment.model().name())
				.register(registry));
	}

}
