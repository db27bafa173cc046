package dev.serai.gateway.http.camel;

import java.io.IOException;
import java.time.Clock;

import dev.serai.gateway.http.ApiErrors;
import dev.serai.gateway.http.BoundedRequest;
import dev.serai.gateway.http.Edge;
import dev.serai.gateway.http.RequestProperties;
import dev.serai.platform.error.ApiError;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.camel.component.servlet.ServletComponent;
import org.apache.camel.http.common.DefaultHttpRegistry;
import org.apache.camel.http.common.HttpBinding;
import org.apache.camel.http.common.HttpRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.context.request.async.WebAsyncUtils;
import org.springframework.web.filter.RequestContextFilter;

/**
 * Creates the filter before routes, and the renderer of errors for all paths without a
 * route.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RequestProperties.class)
class EdgeConfiguration {

	@Bean
	FilterRegistrationBean<Edge> edge(RequestProperties requests, Clock clock) {
		FilterRegistrationBean<Edge> edge = new FilterRegistrationBean<>(new Edge(requests.maxRequestBytes(), clock));
		edge.setOrder(Ordered.HIGHEST_PRECEDENCE);
		edge.setAsyncSupported(true);
		edge.setDispatcherTypes(DispatcherType.REQUEST);
		return edge;
	}

	/**
	 * An asynchronous reply leaves its manager in the request. If it failed, Spring would
	 * use that manager for the error's dispatch, so it is removed.
	 */
	@Bean
	FilterRegistrationBean<HttpFilter> errorsBeginAnew() {
		FilterRegistrationBean<HttpFilter> filter = new FilterRegistrationBean<>(new HttpFilter() {

			private static final long serialVersionUID = 1L;

			@Override
			protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
					throws IOException, ServletException {
				request.removeAttribute(WebAsyncUtils.WEB_ASYNC_MANAGER_ATTRIBUTE);
				chain.doFilter(request, response);
			}

		});
		filter.setName("errorsBeginAnew");
		filter.setAsyncSupported(true);
		filter.setDispatcherTypes(DispatcherType.ERROR);
		return filter;
	}

	@Bean
	HttpRegistry endpoints() {
		return new DefaultHttpRegistry();
	}

	/**
	 * Camel finds its component {@code servlet} by this bean name. Endpoints are those of
	 * the data API, and read requests as it does, unless their route says otherwise.
	 */
	@Bean("servlet")
	ServletComponent servletComponent(HttpRegistry endpoints, HttpBinding callBinding) {
		ServletComponent component = new ServletComponent();
		component.setHttpRegistry(endpoints);
		component.setServletName(Edge.DATA_API_NAME);
		component.setHttpBinding(callBinding);
		return component;
	}

	@Bean
	ServletRegistrationBean<DataApiServlet> dataApi(HttpRegistry endpoints) {
		ServletRegistrationBean<DataApiServlet> servlet = new ServletRegistrationBean<>(new DataApiServlet(endpoints),
				"/" + Edge.DATA_API_NAME + "/*");
		servlet.setName(Edge.DATA_API_NAME);
		servlet.setLoadOnStartup(1);
		return servlet;
	}

	/** Disabled, because no step of a call uses Spring's request context. */
	@Bean
	FilterRegistrationBean<RequestContextFilter> noRequestContextFilter() {
		FilterRegistrationBean<RequestContextFilter> none = new FilterRegistrationBean<>(new RequestContextFilter());
		none.setEnabled(false);
		return none;
	}

	/** Renders requests that failed outside a route. */
	@Controller
	static final class Errors implements ErrorController {

		private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

		@RequestMapping("${server.error.path:/error}")
		void error(HttpServletRequest request, HttpServletResponse response) {
			Object refused = request.getAttribute(BoundedRequest.REFUSED);
			Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
			try {
				Edge.write(response, (refused instanceof ApiError error) ? error
						: ApiErrors.ofStatus((status instanceof Integer code) ? code : 404));
			}
			catch (IOException ex) {
				LOG.debug("An error could not be sent: the caller has disconnected", ex);
			}
		}

	}

}
