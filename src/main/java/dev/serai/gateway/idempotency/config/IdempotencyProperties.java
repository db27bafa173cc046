package dev.serai.gateway.idempotency.config;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is kept under idempotency keys.
 *
 * @param keepFor how long a key stands for its first call
 * @param maxAnswerBytes the largest answer that is kept
 */
@ConfigurationProperties("serai.idempotency")
record IdempotencyProperties(@DefaultValue("24h") Duration keepFor, @DefaultValue("4194304") int maxAnswerBytes) {
}
