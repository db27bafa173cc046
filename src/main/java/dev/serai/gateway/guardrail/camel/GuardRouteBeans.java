package dev.serai.gateway.guardrail.camel;

import java.util.Map;
import java.util.stream.Collectors;

import dev.serai.gateway.call.camel.Calls;
import dev.serai.gateway.guardrail.GuardRules;
import dev.serai.gateway.guardrail.Guardrail;
import dev.serai.gateway.guardrail.RequestGuard;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;

import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the beans of the guardrail steps. */
@Configuration(proxyBeanMethods = false)
class GuardRouteBeans {

	@Bean
	ApplicationListener<ApplicationStartedEvent> guardRoutesCheck(GuardRoutes routes, CamelContext context) {
		return started -> routes.check(context);
	}

	@Bean("begin-guards")
	Processor beginGuards(GuardSteps steps) {
		return steps::begin;
	}

	@Bean("next-guard")
	Processor nextGuard(GuardSteps steps) {
		return steps::next;
	}

	/** For routes of the integration team: sets the body to the text of the request. */
	@Bean("guard-text")
	Processor guardText() {
		return exchange -> exchange.getMessage().setBody(RequestGuard.textOf(Calls.of(exchange)));
	}

	/**
	 * For routes of the integration team: reports a finding, which is handled by the
	 * guardrail's mode.
	 */
	@Bean("guard-found")
	Processor guardFound(GuardRules rules) {
		Map<String, RequestGuard> guards = rules.guardrails()
			.stream()
			.collect(Collectors.toUnmodifiableMap(Guardrail::name, RequestGuard::new, (one, other) -> one));
		Map<String, Integer> once = Map.of("found", 1);
		return exchange -> guards.get(GuardSteps.current(exchange)).found(Calls.of(exchange), once);
	}

}
