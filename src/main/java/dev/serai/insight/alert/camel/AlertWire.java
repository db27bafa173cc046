package dev.serai.insight.alert.camel;

import java.io.IOException;

import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.util.Timeout;

import org.springframework.stereotype.Component;

/**
 * Sends requests to alert receivers: through a connection pool of their own, so that a
 * slow receiver takes no connections from providers; with short timeouts; and without
 * reading the response beyond its status, whatever its size.
 */
@Component("alert-wire")
final class AlertWire implements HttpClientConfigurer, ExecChainHandler {

	private static final Timeout CONNECT = Timeout.ofSeconds(5);

	private static final Timeout ANSWER = Timeout.ofSeconds(10);

	private static final int CONNECTIONS = 40;

	/** Creates the connection pool for all receivers. */
	static PoolingHttpClientConnectionManager pool() {
		return PoolingHttpClientConnectionManagerBuilder.create()
			.setMaxConnTotal(CONNECTIONS)
			.setMaxConnPerRoute(CONNECTIONS)
			.setDefaultConnectionConfig(
					ConnectionConfig.custom().setConnectTimeout(CONNECT).setSocketTimeout(ANSWER).build())
			.build();
	}

	@Override
	public void configureHttpClient(HttpClientBuilder builder) {
		builder.disableRedirectHandling().addExecInterceptorFirst("alert-wire", this);
	}

	@Override
	public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
			throws IOException, HttpException {
		scope.clientContext.setRequestConfig(RequestConfig.copy(scope.clientContext.getRequestConfigOrDefault())
			.setResponseTimeout(ANSWER)
			.setConnectionRequestTimeout(CONNECT)
			.setRedirectsEnabled(false)
			.build());
		ClassicHttpResponse response = chain.proceed(request, scope);
		scope.execRuntime.discardEndpoint();
		response.setEntity(null);
		return response;
	}

}
