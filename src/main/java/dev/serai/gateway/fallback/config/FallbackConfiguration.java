package dev.serai.gateway.fallback.config;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.cost.Pricer;
import dev.serai.gateway.fallback.AttemptBudget;
import dev.serai.gateway.fallback.AnswerReader;
import dev.serai.gateway.fallback.Breakers;
import dev.serai.gateway.fallback.Chain;
import dev.serai.gateway.fallback.Cooldowns;
import dev.serai.gateway.fallback.Exhausted;
import dev.serai.gateway.fallback.HealthGate;
import dev.serai.gateway.fallback.LearnFromAttempts;
import dev.serai.gateway.fallback.AdaptiveTimeout;
import dev.serai.gateway.fallback.RetryBudget;
import dev.serai.gateway.fallback.Settlement;
import dev.serai.gateway.fallback.DeadlineMonitor;
import dev.serai.gateway.provider.WireProtocol;
import dev.serai.gateway.routing.Affinity;
import dev.serai.gateway.routing.Gate;
import dev.serai.gateway.routing.LiveMetrics;
import dev.serai.gateway.routing.Policies;
import dev.serai.platform.clock.NanoClock;
import dev.serai.platform.config.AtStop;
import dev.serai.platform.config.Settings;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the beans of the fallback: the chain of attempts and what protects it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AnswerProperties.class)
class FallbackConfiguration {

	@Bean
	Breakers breakers(Policies policies) {
		Policies.Breaker settings = policies.breaker();
		return new Breakers(new Breakers.Settings(settings.slidingWindow(), settings.minimumCalls(),
				(float) settings.failureRate(), settings.openFor(), settings.halfOpenCalls(), settings.maxHalfOpen()));
	}

	@Bean
	Cooldowns cooldowns(Policies policies, NanoClock nanoClock) {
		return new Cooldowns(nanoClock, policies.cooldown().standard(), policies.cooldown().max());
	}

	@Bean
	Gate gate(Breakers breakers, Cooldowns cooldowns) {
		return new HealthGate(breakers, cooldowns);
	}

	@Bean
	Settlement settlement(Catalog catalog, Pricer pricer, LiveMetrics metrics, Affinity affinity, NanoClock nanoClock) {
		return new Settlement(catalog, pricer, new LearnFromAttempts(metrics, affinity), nanoClock);
	}

	@Bean
	Chain chain(Catalog catalog, Function<String, WireProtocol> protocols, Breakers breakers, Cooldowns cooldowns,
			Settlement settlement, AttemptBudget budget, AnswerProperties answers, NanoClock nanoClock) {
		return new Chain(catalog, protocols, breakers, cooldowns, new AdaptiveTimeout(), new RetryBudget(nanoClock),
				new AnswerReader(answers.maxAnswerBytes(), nanoClock), settlement, budget, nanoClock);
	}

	@Bean
	Exhausted exhausted(Catalog catalog, Cooldowns cooldowns) {
		return new Exhausted(catalog, cooldowns);
	}

	@Bean(initMethod = "start")
	DeadlineMonitor deadlineMonitor(NanoClock nanoClock) {
		return new DeadlineMonitor(nanoClock);
	}

	/**
	 * On shutdown the server waits some time for calls under way. Shortly before that
	 * time is over, the remaining calls end with an error that their caller can read,
	 * instead of being cut.
	 */
	@Bean
	AtStop farewell(DeadlineMonitor deadlineMonitor,
			@Value("${spring.lifecycle.timeout-per-shutdown-phase}") Duration phase) {
		Duration adaptiveTimeout = phase.multipliedBy(5).dividedBy(6);
		return new AtStop(AtStop.Moment.BEFORE_THE_SERVER_WAITS,
				() -> CompletableFuture.delayedExecutor(adaptiveTimeout.toMillis(), TimeUnit.MILLISECONDS)
					.execute(deadlineMonitor::endAll));
	}

}
