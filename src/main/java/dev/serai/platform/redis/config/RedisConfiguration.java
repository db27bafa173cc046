package dev.serai.platform.redis.config;

import dev.serai.platform.redis.Nodes;
import dev.serai.platform.redis.Redis;
import dev.serai.platform.start.CannotStart;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Wires Redis if {@code SPRING_DATA_REDIS_URL} is set; otherwise there is no such bean.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NodesProperties.class)
class RedisConfiguration {

	private static final String IS_NAMED = "!'${spring.data.redis.url:}'.isBlank()";

	@Bean
	@ConditionalOnExpression(IS_NAMED)
	Redis redis(@Value("${spring.data.redis.url}") String url, MeterRegistry meters) {
		Redis redis = open(url);
		Gauge.builder("serai.redis.reachable", redis, it -> it.isReachable() ? 1 : 0)
			.description("Whether Redis answers: 1, or 0 while Serai works without it")
			.register(meters);
		return redis;
	}

	@Bean
	@ConditionalOnExpression(IS_NAMED)
	Nodes nodes(Redis redis, NodesProperties settings, MeterRegistry meters) {
		Nodes nodes = new Nodes(redis, settings.nodes());
		Gauge.builder("serai.nodes", nodes, Nodes::count)
			.description("Nodes that share this Redis, at the last known count")
			.register(meters);
		return nodes;
	}

	private static Redis open(String url) {
		try {
			return Redis.at(url);
		}
		catch (IllegalArgumentException ex) {
			throw new CannotStart("SPRING_DATA_REDIS_URL is no address of a Redis server.",
					"Set it to redis://[[user]:password@]host:port[/database], or leave it out.");
		}
	}

}
