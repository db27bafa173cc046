package dev.serai.gateway.access.camel;

import dev.serai.gateway.access.Authenticator;
import dev.serai.gateway.access.StoredKey;
import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.camel.Calls;
import org.apache.camel.Processor;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The step that finds out who calls. */
@Configuration(proxyBeanMethods = false)
class AccessRouteBeans {

	@Bean("authenticate")
	Processor authenticate(Authenticator authenticator) {
		return exchange -> {
			Call call = Calls.of(exchange);
			StoredKey key = authenticator.authenticate(call.headers().authorization(), call.headers().apiKey(),
					call.entrance().origin());
			// A call that the key may not make is the key's all the same.
			call.authenticated(key.caller());
			key.terms().check(call.entrance());
		};
	}

}
