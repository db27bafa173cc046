package dev.serai.gateway.http.tomcat;

import java.time.Duration;

import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;

/**
 * Delays the shutdown of a node, so that load balancers can stop sending it calls.
 * Meanwhile readiness is down, the management port still answers, and new calls are
 * served; each reply closes its connection, so that connection pools empty. Then the
 * shutdown goes on: the node takes no more calls and waits for those under way.
 */
final class Drain implements ApplicationListener<ContextClosedEvent>, Ordered {

	private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

	private final Duration time;

	Drain(Duration time) {
		this.time = time;
	}

	/** Runs first, before anything that serves calls stops. */
	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	public void onApplicationEvent(ContextClosedEvent event) {
		// The management port's context closes later and sends this event, too.
		if (this.time.isZero() || event.getApplicationContext().getParent() != null
				|| !(event.getApplicationContext() instanceof ServletWebServerApplicationContext context)
				|| !(context.getWebServer() instanceof TomcatWebServer server)) {
			return;
		}
		LOG.info("Draining: not ready any more, still serves new calls for {} ms, then shuts down",
				this.time.toMillis());
		for (Connector connector : server.getTomcat().getService().findConnectors()) {
			if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> protocol) {
				protocol.setMaxKeepAliveRequests(1);
			}
		}
		try {
			Thread.sleep(this.time);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
