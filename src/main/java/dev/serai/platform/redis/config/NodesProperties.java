package dev.serai.platform.redis.config;

import dev.serai.platform.start.SettingRange;

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

	NodesProperties {
		SettingRange.atLeast("SERAI_NODES", nodes, 1);
	}

}
