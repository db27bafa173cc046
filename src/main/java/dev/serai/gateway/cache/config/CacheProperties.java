package dev.serai.gateway.cache.config;

import dev.serai.platform.start.SettingRange;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Sizes of the answer cache.
 *
 * @param maxBytes the size of all answers in this process's memory, in bytes; not used
 * with Redis, which stores them instead
 * @param maxAnswerBytes the largest answer that is stored, in bytes
 */
@ConfigurationProperties("serai.cache")
record CacheProperties(@DefaultValue("67108864") long maxBytes, @DefaultValue("1048576") int maxAnswerBytes) {

	CacheProperties {
		SettingRange.atLeast("SERAI_CACHE_MAX_BYTES", maxBytes, 0);
		SettingRange.atLeast("SERAI_CACHE_MAX_ANSWER_BYTES", maxAnswerBytes, 0);
	}

}
