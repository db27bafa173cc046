package dev.serai.gateway.idempotency.config;

import dev.serai.gateway.idempotency.Claims;
import dev.serai.gateway.idempotency.Idempotency;
import dev.serai.gateway.routing.Router;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the beans of idempotency keys. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IdempotencyProperties.class)
class IdempotencyConfiguration {

	@Bean
	Idempotency idempotency(Claims claims, Router router, IdempotencyProperties settings) {
		return new Idempotency(claims, router, settings.keepFor(), settings.maxAnswerBytes());
	}

}
