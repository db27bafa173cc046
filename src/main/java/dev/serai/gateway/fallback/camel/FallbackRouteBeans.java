package dev.serai.gateway.fallback.camel;

import dev.serai.gateway.catalog.Catalog;
import org.apache.camel.Processor;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Creates the beans of the fallback's routes, the routes of deployments, and their
 * connections.
 */
@Configuration(proxyBeanMethods = false)
class FallbackRouteBeans {

	@Bean("next-attempt")
	Processor nextAttempt(Attempts attempts) {
		return attempts::next;
	}

	@Bean("take-answer")
	Processor takeAnswer(Attempts attempts) {
		return attempts::take;
	}

	@Bean("note-failure")
	Processor noteFailure(Attempts attempts) {
		return attempts::failed;
	}

	@Bean("settle-for")
	Processor settleFor(Attempts attempts) {
		return attempts::settle;
	}

	@Bean(name = "provider-connections", destroyMethod = "close")
	PoolingHttpClientConnectionManager providerConnections(Catalog catalog) {
		return new ProviderConnections(catalog).pool();
	}

}
