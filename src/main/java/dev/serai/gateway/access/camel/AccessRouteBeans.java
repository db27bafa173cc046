package dev.serai.gateway.access.camel;

import dev.serai.gateway.access.Authenticator;
import dev.serai.gateway.access.StoredKey;
import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.camel.Calls;
import org.apache.camel.Processor;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the bean of the authentication step. */
@Configuration(proxyBeanMethods = false)
class AccessRouteBeans {

	@Bean("authenticate")
	Processor authenticate(Authenticator authenticator) {
		return exchange -> {
			Call call = Calls.of(exchange);
			StoredKey key = authenticator.authenticate(call.headers().authorization(), call.headers().apiKey(),
					call.entrance().origin());
			// Set before the check, so that a call that the key may not make is recorded
			// for the key.
			call.authenticated(key.caller());
			key.terms().check(call.entrance());
		};
	}

}
