package dev.serai.gateway.http;

import java.time.Duration;

import dev.serai.platform.start.SettingRange;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of requests.
 *
 * @param maxRequestBytes the largest request, in bytes
 * @param uploadTimeout how long receiving a request's body may take
 */
@ConfigurationProperties("serai")
public record RequestProperties(@DefaultValue("33554432") int maxRequestBytes,
		@DefaultValue("60s") Duration uploadTimeout) {

	public RequestProperties {
		SettingRange.atLeast("SERAI_MAX_REQUEST_BYTES", maxRequestBytes, 1);
		SettingRange.between("SERAI_UPLOAD_TIMEOUT", uploadTimeout, Duration.ofMillis(1), Duration.ofHours(1));
	}

}
