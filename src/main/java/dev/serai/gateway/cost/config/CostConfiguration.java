package dev.serai.gateway.cost.config;

import dev.serai.gateway.cost.Pricer;
import dev.serai.gateway.cost.TokenEstimate;
import dev.serai.gateway.routing.Policies;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What calls cost. */
@Configuration(proxyBeanMethods = false)
class CostConfiguration {

	@Bean
	Pricer pricer(Policies policies) {
		return new Pricer(policies.budgets().unknownPrice());
	}

	/**
	 * The tokenizer's vocabulary takes half a second to load: not while a call waits for
	 * it.
	 */
	@Bean
	ApplicationListener<ApplicationReadyEvent> tokenizer() {
		return ready -> Thread.ofPlatform()
			.daemon()
			.name("tokenizer")
			.start(() -> TokenEstimate.counted().of("Loaded."));
	}

}
