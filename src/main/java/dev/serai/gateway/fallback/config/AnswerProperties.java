package dev.serai.gateway.fallback.config;

import dev.serai.platform.start.SettingRange;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of providers' answers.
 *
 * @param maxAnswerBytes the largest accepted answer that is not streamed, in bytes
 */
@ConfigurationProperties("serai")
record AnswerProperties(@DefaultValue("67108864") int maxAnswerBytes) {

	AnswerProperties {
		SettingRange.atLeast("SERAI_MAX_ANSWER_BYTES", maxAnswerBytes, 1);
	}

}
