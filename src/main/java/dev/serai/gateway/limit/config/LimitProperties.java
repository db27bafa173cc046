package dev.serai.gateway.limit.config;

import dev.serai.platform.start.SettingRange;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Assumptions of limits.
 *
 * @param assumedOutputTokens tokens that are reserved for the answer of a call without a
 * limit of output
 */
@ConfigurationProperties("serai")
record LimitProperties(@DefaultValue("1000") int assumedOutputTokens) {

	LimitProperties {
		SettingRange.atLeast("SERAI_ASSUMED_OUTPUT_TOKENS", assumedOutputTokens, 0);
	}

}
