package dev.serai.gateway.pipeline.camel;

import dev.serai.platform.start.SettingRange;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of concurrency.
 *
 * @param maxCalls the most concurrent calls; more are refused with 503
 */
@ConfigurationProperties("serai")
record AdmissionProperties(@DefaultValue("4096") int maxCalls) {

	AdmissionProperties {
		SettingRange.atLeast("SERAI_MAX_CALLS", maxCalls, 1);
	}

}
