package dev.serai.gateway.cost.config;

import dev.serai.gateway.cost.Pricer;
import dev.serai.gateway.cost.TokenEstimate;
import dev.serai.gateway.routing.Policies;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the beans that compute costs. */
@Configuration(proxyBeanMethods = false)
class CostConfiguration {

	@Bean
	Pricer pricer(Policies policies) {
		return new Pricer(policies.budgets().unknownPrice());
	}

	/**
	 * Loads the tokenizer's vocabulary at startup: it takes half a second, which no call
	 * should wait for.
	 */
	@Bean
	ApplicationListener<ApplicationReadyEvent> tokenizer() {
		return ready -> Thread.ofPlatform()
			.daemon()
			.name("tokenizer")
			.start(() -> TokenEstimate.counted().of("Loaded."));
	}

}
