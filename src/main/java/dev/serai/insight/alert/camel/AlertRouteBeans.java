package dev.serai.insight.alert.camel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.serai.gateway.catalog.ConfigFile;
import dev.serai.insight.alert.Channel;
import dev.serai.insight.alert.Channels;
import dev.serai.platform.config.DirectoryProperties;
import dev.serai.platform.start.RequiredRoutes;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Provides the HTTP connections of alert channels, and names the routes that channels
 * need.
 */
@Configuration(proxyBeanMethods = false)
class AlertRouteBeans {

	/** Each channel of the type route needs its route. */
	@Bean
	RequiredRoutes requiredAlertRoutes(Channels channels, DirectoryProperties directories) {
		return () -> {
			Map<String, Function<String, ? extends RuntimeException>> required = new LinkedHashMap<>();
			List<Channels.Entry> entries = channels.all();
			for (int i = 0; i < entries.size(); i++) {
				if (entries.get(i).channel().orElse(null) instanceof Channel.Own own) {
					int index = i;
					String address = "direct:alert-" + own.name();
					required.put(address,
							hint -> ConfigFile.find(directories.configDir(), "alerts.yaml")
								.top()
								.in("channels")
								.in(index)
								.wrong("no route begins with " + address + hint
										+ "; add the route to config/routes, or remove the channel"));
				}
			}
			return required;
		};
	}

	@Bean(name = "alert-connections", destroyMethod = "close")
	PoolingHttpClientConnectionManager alertConnections() {
		return AlertWire.pool();
	}

}
