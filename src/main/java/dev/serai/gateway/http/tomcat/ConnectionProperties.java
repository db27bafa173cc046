package dev.serai.gateway.http.tomcat;

import java.time.Duration;

import dev.serai.platform.start.SettingRange;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of callers' connections. Their environment variables are {@code
 * SERAI_CONNECTIONS_HEAD_TIME} and {@code SERAI_CONNECTIONS_PER_ADDRESS}.
 *
 * @param headTime how long receiving a request's head may take
 * @param perAddress concurrent connections per address; the default is above the total,
 * because callers often share an address
 */
@ConfigurationProperties("serai.connections")
record ConnectionProperties(@DefaultValue("10s") Duration headTime, @DefaultValue("8192") int perAddress) {

	ConnectionProperties {
		SettingRange.between("SERAI_CONNECTIONS_HEAD_TIME", headTime, Duration.ofMillis(100), Duration.ofHours(1));
		SettingRange.atLeast("SERAI_CONNECTIONS_PER_ADDRESS", perAddress, 1);
	}

}
