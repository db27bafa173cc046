package dev.serai.gateway.http.camel;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import org.apache.camel.http.common.CamelServlet;
import org.apache.camel.http.common.HttpRegistry;

/**
 * The servlet of the endpoints under /v1. Camel's own servlet keeps its routes in a
 * registry that all applications of a JVM share by the servlet's name; this one has its
 * own.
 */
final class DataApiServlet extends CamelServlet {

	private static final long serialVersionUID = 1L;

	private final transient HttpRegistry registry;

	DataApiServlet(HttpRegistry registry) {
		this.registry = registry;
	}

	@Override
	public void init(ServletConfig config) throws ServletException {
		super.init(config);
		setServletResolveConsumerStrategy(new ExactPaths());
		this.registry.register(this);
	}

	@Override
	public void destroy() {
		this.registry.unregister(this);
		super.destroy();
	}

}
