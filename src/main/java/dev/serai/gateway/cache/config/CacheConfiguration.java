package dev.serai.gateway.cache.config;

import dev.serai.gateway.cache.AnswerCache;
import dev.serai.gateway.cache.AnswerRecall;
import dev.serai.gateway.cache.LocalAnswers;
import dev.serai.gateway.cache.redis.RedisAnswers;
import dev.serai.gateway.guardrail.Guards;
import dev.serai.gateway.routing.Policies;
import dev.serai.gateway.routing.Router;
import dev.serai.platform.clock.NanoClock;
import dev.serai.platform.redis.Redis;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the beans of the answer cache. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CacheProperties.class)
class CacheConfiguration {

	@Bean
	AnswerCache answerCache(ObjectProvider<Redis> redis, CacheProperties settings, NanoClock nanoClock) {
		Redis shared = redis.getIfAvailable();
		return (shared != null) ? new RedisAnswers(shared) : new LocalAnswers(settings.maxBytes(), nanoClock);
	}

	@Bean
	AnswerRecall answerRecall(Policies policies, Router router, AnswerCache cache, Guards guards,
			CacheProperties settings, NanoClock nanoClock) {
		return new AnswerRecall(policies, router, cache, call -> guards.of(call).marks(), settings.maxAnswerBytes(),
				nanoClock);
	}

}
