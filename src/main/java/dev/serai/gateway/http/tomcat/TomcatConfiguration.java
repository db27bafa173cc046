package dev.serai.gateway.http.tomcat;

import dev.serai.gateway.access.Origins;
import dev.serai.gateway.http.RequestProperties;
import dev.serai.platform.config.PublicUrlProperties;
import org.apache.catalina.core.StandardHost;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sets up the container that callers talk to. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ ConnectionProperties.class, DrainProperties.class, PublicUrlProperties.class })
class TomcatConfiguration {

	@Bean
	WatchedTomcat watchedTomcat(ConnectionProperties connections, RequestProperties requests,
			PublicUrlProperties publicUrl, Origins origins, ConnectionCounts counts) {
		// Who reads the body has the first word when it takes too long, and says it.
		ConnectionLimits limits = new ConnectionLimits(connections.headTime(), requests.uploadTimeout().plusSeconds(1),
				connections.perAddress(), origins::isTrusted);
		return new WatchedTomcat(limits, counts, publicUrl.isSecure());
	}

	@Bean
	Drain drain(DrainProperties properties) {
		return new Drain(properties.drainTime());
	}

	/**
	 * The same for every port.
	 */
	record WatchedTomcat(ConnectionLimits limits, ConnectionCounts counts,
			boolean secure) implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

		@Override
		public void customize(TomcatServletWebServerFactory factory) {
			factory.setProtocol(MonitoredProtocol.class.getName());
			// Refused at the edge like any other method; the container's own refusal has
			// no body.
			factory.addConnectorCustomizers(connector -> connector.setAllowTrace(true));
			// SDKs ask for the model openai/gpt as openai%2Fgpt. It stays so in the path,
			// which
			// therefore has no more parts than the request line shows.
			factory.addConnectorCustomizers(connector -> connector.setEncodedSolidusHandling("passthrough"));
			factory.addConnectorCustomizers(
					connector -> ((MonitoredProtocol) connector.getProtocolHandler()).keep(this.limits, this.counts));
			factory.addEngineValves(new SecurityHeadersValve(this.secure), new CallerSocketValve());
			factory.addContextCustomizers(context -> ((StandardHost) context.getParent())
				.setErrorReportValveClass(JsonErrorValve.class.getName()));
		}

	}

}
