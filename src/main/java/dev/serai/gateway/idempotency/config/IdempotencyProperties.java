package dev.serai.gateway.idempotency.config;

import java.time.Duration;

import dev.serai.platform.start.SettingRange;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of idempotency keys.
 *
 * @param keepFor how long a key is kept
 * @param maxAnswerBytes the largest answer that is stored, in bytes
 */
@ConfigurationProperties("serai.idempotency")
record IdempotencyProperties(@DefaultValue("24h") Duration keepFor, @DefaultValue("4194304") int maxAnswerBytes) {

	IdempotencyProperties {
		SettingRange.between("SERAI_IDEMPOTENCY_KEEP_FOR", keepFor, Duration.ofMillis(1), Duration.ofDays(366));
		SettingRange.atLeast("SERAI_IDEMPOTENCY_MAX_ANSWER_BYTES", maxAnswerBytes, 0);
	}

}
