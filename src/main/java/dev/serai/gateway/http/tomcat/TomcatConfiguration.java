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

/** Sets up the callers' container. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ ConnectionProperties.class, DrainProperties.class, PublicUrlProperties.class })
class TomcatConfiguration {

	@Bean
	WatchedTomcat watchedTomcat(ConnectionProperties connections, RequestProperties requests,
			PublicUrlProperties publicUrl, Origins origins, ConnectionCounts counts) {
		// One second more, so that the reader of the body times out first and can reply.
		ConnectionLimits limits = new ConnectionLimits(connections.headTime(), requests.uploadTimeout().plusSeconds(1),
				connections.perAddress(), origins::isTrusted);
		return new WatchedTomcat(limits, counts, publicUrl.isSecure());
	}

	@Bean
	Drain drain(DrainProperties properties) {
		return new Drain(properties.drainTime());
	}

	/** The customizer for every port. */
	record WatchedTomcat(ConnectionLimits limits, ConnectionCounts counts,
			boolean secure) implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

		@Override
		public void customize(TomcatServletWebServerFactory factory) {
			factory.setProtocol(MonitoredProtocol.class.getName());
			// The edge filter refuses TRACE like any other method; the container's own
			// refusal has no body.
			factory.addConnectorCustomizers(connector -> connector.setAllowTrace(true));
			// SDKs request the model openai/gpt as openai%2Fgpt. The slash stays escaped,
			// so that the path has only the segments of the request line.
			factory.addConnectorCustomizers(connector -> connector.setEncodedSolidusHandling("passthrough"));
			factory.addConnectorCustomizers(
					connector -> ((MonitoredProtocol) connector.getProtocolHandler()).keep(this.limits, this.counts));
			factory.addEngineValves(new SecurityHeadersValve(this.secure), new CallerSocketValve());
			factory.addContextCustomizers(context -> ((StandardHost) context.getParent())
				.setErrorReportValveClass(JsonErrorValve.class.getName()));
		}

	}

}
