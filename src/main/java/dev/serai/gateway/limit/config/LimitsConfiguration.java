package dev.serai.gateway.limit.config;

import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.limit.CurrentLimits;
import dev.serai.gateway.limit.LimitDirectory;
import dev.serai.gateway.limit.Limiter;
import dev.serai.gateway.limit.Limits;
import dev.serai.platform.clock.NanoClock;
import dev.serai.platform.config.Recurring;
import dev.serai.platform.redis.Nodes;
import dev.serai.platform.redis.Redis;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the beans of limits, for one node or for all that share a Redis. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitProperties.class)
class LimitsConfiguration {

	@Bean
	CurrentLimits currentLimits(LimitDirectory directory) {
		return new CurrentLimits(directory);
	}

	@Bean
	Limiter limiter(ObjectProvider<Redis> redis, ObjectProvider<Nodes> nodes, MeterRegistry meters,
			NanoClock nanoClock) {
		Limiter limiter = new Limiter(nanoClock, redis.getIfAvailable(), nodes.getIfAvailable());
		FunctionCounter.builder("serai.limits.alone", limiter, Limiter::decidedAlone)
			.description(
					"Calls that this node admitted or refused by its own share of the limits because Redis did not answer")
			.register(meters);
		return limiter;
	}

	@Bean
	Limits limits(CurrentLimits current, Limiter limiter, Catalog catalog, LimitProperties settings) {
		return new Limits(current, limiter, catalog::canonical, settings.assumedOutputTokens());
	}

	/**
	 * Refreshes the limits on a thread of its own: a database that hangs must not delay
	 * the nodes' messages to each other.
	 */
	@Bean
	Recurring limitNews(CurrentLimits current) {
		return new Recurring("limit-news").every(CurrentLimits.REFRESH_INTERVAL, current::refresh);
	}

	/** Renews leases of calls under way and announces this node to the others. */
	@Bean
	Recurring limitUpkeep(Limiter limiter, ObjectProvider<Nodes> nodes) {
		Recurring upkeep = new Recurring("limit-upkeep").every(Limiter.UPKEEP_INTERVAL, limiter::upkeep)
			.nowAndEvery(Limiter.TELL_INTERVAL, limiter::tellAll);
		nodes.ifAvailable(all -> upkeep.nowAndEvery(Nodes.INTERVAL, all::beat).last(all::leave));
		return upkeep;
	}

}
