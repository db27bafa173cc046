package dev.serai.gateway.idempotency.camel;

import dev.serai.gateway.cache.camel.Recall;
import dev.serai.gateway.idempotency.Idempotency;
import org.apache.camel.Processor;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the beans of the idempotency steps. */
@Configuration(proxyBeanMethods = false)
class IdempotencyRouteBeans {

	@Bean("claim-idempotency-key")
	Processor replay(Idempotency idempotency) {
		return new Recall(idempotency::replay);
	}

}
