package dev.serai.platform.redis.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The number of nodes that share limits.
 *
 * @param nodes the minimum, including this one; determines each node's share until Redis
 * is reached
 */
@ConfigurationProperties("serai")
record NodesProperties(@DefaultValue("1") int nodes) {
}
