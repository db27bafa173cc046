package dev.serai.gateway.http.tomcat;

import java.time.Duration;

import dev.serai.platform.start.SettingRange;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The shutdown behind a load balancer. The environment variable is {@code
 * SERAI_DRAIN_TIME}.
 *
 * @param drainTime how long a node still takes new calls after it was asked to stop
 */
@ConfigurationProperties("serai")
record DrainProperties(@DefaultValue("0s") Duration drainTime) {

	private static final Duration LONGEST = Duration.ofMinutes(10);

	DrainProperties {
		SettingRange.between("SERAI_DRAIN_TIME", drainTime, Duration.ZERO, LONGEST);
	}

}
