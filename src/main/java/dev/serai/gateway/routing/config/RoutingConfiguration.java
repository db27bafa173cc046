package dev.serai.gateway.routing.config;

import java.time.Clock;
import java.util.function.Function;

import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.catalog.ConfigFile;
import dev.serai.gateway.cost.Pricer;
import dev.serai.gateway.provider.WireProtocol;
import dev.serai.gateway.routing.Affinity;
import dev.serai.gateway.routing.Gate;
import dev.serai.gateway.routing.LiveMetrics;
import dev.serai.gateway.routing.Policies;
import dev.serai.gateway.routing.PolicyReader;
import dev.serai.gateway.routing.RatioScorer;
import dev.serai.gateway.routing.Router;
import dev.serai.platform.clock.NanoClock;
import dev.serai.platform.config.DirectoryProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the beans of routing. */
@Configuration(proxyBeanMethods = false)
class RoutingConfiguration {

	private static final Logger LOG = LoggerFactory.getLogger(RoutingConfiguration.class);

	@Bean
	Policies policies(DirectoryProperties directories, Catalog catalog) {
		ConfigFile file = ConfigFile.find(directories.configDir(), "policies.yaml");
		Policies policies = PolicyReader.read(file);
		PolicyReader.checkNames(file, catalog).forEach(LOG::warn);
		policies.unknownTo(catalog).forEach(remark -> LOG.debug("policies.yaml: {}", remark));
		return policies;
	}

	@Bean
	LiveMetrics liveMetrics(Policies policies, NanoClock nanoClock) {
		return new LiveMetrics(policies.halfLife(), nanoClock);
	}

	@Bean
	Affinity affinity(NanoClock nanoClock) {
		return new Affinity(nanoClock);
	}

	@Bean
	Router router(Catalog catalog, Policies policies, LiveMetrics metrics, Pricer pricer,
			Function<String, WireProtocol> protocols, Gate gate, Affinity affinity, Clock clock) {
		return new Router(catalog, policies, metrics,
				new RatioScorer(
						(deployment, input, output) -> pricer.estimate(deployment, input, output, clock.instant())),
				(deployment, operation) -> protocols.apply(deployment.provider().protocol())
					.codec(operation, deployment.model()),
				gate, affinity);
	}

}
