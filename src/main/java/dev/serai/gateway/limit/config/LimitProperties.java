package dev.serai.gateway.limit.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What limits assume.
 *
 * @param assumedOutputTokens reserved of a limit of tokens for the answer of a call that
 * does not say how many it may have
 */
@ConfigurationProperties("serai")
record LimitProperties(@DefaultValue("1000") int assumedOutputTokens) {
}
