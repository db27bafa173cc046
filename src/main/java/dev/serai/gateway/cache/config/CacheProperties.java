package dev.serai.gateway.cache.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much the cache of answers keeps.
 *
 * @param maxBytes of all answers together, in this program's memory; where there is a
 * Redis, answers are there instead
 * @param maxAnswerBytes the largest answer that is kept
 */
@ConfigurationProperties("serai.cache")
record CacheProperties(@DefaultValue("67108864") long maxBytes, @DefaultValue("1048576") int maxAnswerBytes) {
}
