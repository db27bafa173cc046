package dev.serai.gateway.fallback.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an answer of a provider may be.
 *
 * @param maxAnswerBytes the largest unstreamed answer that is taken from a provider
 */
@ConfigurationProperties("serai")
record AnswerProperties(@DefaultValue("67108864") int maxAnswerBytes) {
}
