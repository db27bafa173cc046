package dev.serai.platform.redis.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The nodes that share limits.
 *
 * @param nodes how many there are at the least, this one included: the share of each
 * while Redis has not been reached yet
 */
@ConfigurationProperties("serai")
record NodesProperties(@DefaultValue("1") int nodes) {
}
