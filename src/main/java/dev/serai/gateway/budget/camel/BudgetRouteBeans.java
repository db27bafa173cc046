package dev.serai.gateway.budget.camel;

import dev.serai.gateway.budget.Reservations;
import dev.serai.gateway.call.camel.Calls;
import org.apache.camel.Processor;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the bean of the step that reserves a call's cost. */
@Configuration(proxyBeanMethods = false)
class BudgetRouteBeans {

	@Bean("reserve")
	Processor reserve(Reservations reservations) {
		return exchange -> reservations.reserve(Calls.of(exchange));
	}

}
