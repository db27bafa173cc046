package dev.serai.boot.tomcat;

import org.apache.catalina.core.StandardHost;

import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sets up the container that callers talk to. */
@Configuration(proxyBeanMethods = false)
class TomcatConfiguration {

	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> watchedTomcat() {
		return factory -> {
			factory.setProtocol(WatchedProtocol.class.getName());
			// Refused at the edge like any other method; the container's own refusal has
			// no body.
			factory.addConnectorCustomizers(connector -> connector.setAllowTrace(true));
			factory.addEngineValves(new CallerSocketValve());
			factory.addContextCustomizers(context -> ((StandardHost) context.getParent())
				.setErrorReportValveClass(JsonErrorValve.class.getName()));
		};
	}

}
