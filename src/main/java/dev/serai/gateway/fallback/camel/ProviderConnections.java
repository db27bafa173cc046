package dev.serai.gateway.fallback.camel;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.catalog.Provider;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** The connection pool for all providers. */
final class ProviderConnections {

	/** Above the limit of concurrent calls, so that no call waits for a connection. */
	private static final int PER_PROVIDER = 8192;

	/**
	 * Shorter than providers and proxies keep an idle connection, so that none is used
	 * while they close it.
	 */
	private static final TimeValue LIFE = TimeValue.ofSeconds(55);

	private static final TimeValue UNCHECKED = TimeValue.ofSeconds(1);

	private static final int MAX_HEADERS = 200;

	/** Each open connection holds two of these buffers; longer pieces bypass them. */
	private static final int BUFFER = 2 * 1024;

	private static final int MAX_LINE = 64 * 1024;

	private final Map<String, Duration> connectTimeouts = new HashMap<>();

	ProviderConnections(Catalog catalog) {
		catalog.deployments().forEach(deployment -> {
			Provider provider = deployment.provider();
			this.connectTimeouts.put(provider.baseUrl().getHost(), provider.timeouts().connect());
		});
	}

	PoolingHttpClientConnectionManager pool() {
		return PoolingHttpClientConnectionManagerBuilder.create()
			.setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
			.setMaxConnPerRoute(PER_PROVIDER)
			.setMaxConnTotal(PER_PROVIDER)
			.setConnectionConfigResolver(route -> config(route.getTargetHost().getHostName()))
			.setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
				.http1Config(Http1Config.custom()
					.setBufferSize(BUFFER)
					.setMaxHeaderCount(MAX_HEADERS)
					.setMaxLineLength(MAX_LINE)
					.build())
				.build())
			.build();
	}

	private ConnectionConfig config(String host) {
		return ConnectionConfig.custom()
			.setConnectTimeout(Timeout.of(this.connectTimeouts.getOrDefault(host, Duration.ofSeconds(2))))
			.setTimeToLive(LIFE)
			.setValidateAfterInactivity(UNCHECKED)
			.build();
	}

}
