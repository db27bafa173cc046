package dev.serai.insight.alert.config;

import java.time.Duration;

import dev.serai.platform.start.SettingRange;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Timing of alerts.
 *
 * @param every the interval between evaluations of the rules, across all nodes
 * @param retry the wait before the second attempt of a failed notification; doubles with
 * each attempt, up to an hour
 */
@ConfigurationProperties("serai.alerts")
record AlertProperties(@DefaultValue("30s") Duration every, @DefaultValue("10s") Duration retry) {

	AlertProperties {
		SettingRange.between("SERAI_ALERTS_EVERY", every, Duration.ofMillis(1), Duration.ofDays(1));
		SettingRange.between("SERAI_ALERTS_RETRY", retry, Duration.ofMillis(1), Duration.ofHours(1));
	}

}
