package dev.serai.insight.alert.camel;

import dev.serai.insight.alert.Channels;
import org.apache.camel.CamelContext;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;

import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Provides the HTTP connections of alert channels and the check of channels that are
 * routes.
 */
@Configuration(proxyBeanMethods = false)
class AlertRouteBeans {

	@Bean
	ApplicationListener<ApplicationStartedEvent> alertRoutesCheck(Channels channels, CamelContext context) {
		return started -> new AlertRoutes(channels).check(context);
	}

	@Bean(name = "alert-connections", destroyMethod = "close")
	PoolingHttpClientConnectionManager alertConnections() {
		return AlertWire.pool();
	}

}
