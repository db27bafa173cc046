package dev.serai.gateway.http.tomcat;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of callers' connections. Their environment variables are
 * {@code SERAI_CONNECTIONS_HEAD_TIME} and {@code SERAI_CONNECTIONS_PER_ADDRESS}.
 *
 * @param headTime how long a request's head may take to come
 * @param perAddress connections that one address may have at a time; the default is more
 * than there are, because callers often share one address
 */
@ConfigurationProperties("serai.connections")
record ConnectionProperties(@DefaultValue("10s") Duration headTime, @DefaultValue("8192") int perAddress) {

	ConnectionProperties {
		if (headTime.toMillis() < 100) {
			throw new IllegalArgumentException("SERAI_CONNECTIONS_HEAD_TIME is at least 100ms");
		}
		if (perAddress < 1) {
			throw new IllegalArgumentException("SERAI_CONNECTIONS_PER_ADDRESS is at least 1");
		}
	}

}
