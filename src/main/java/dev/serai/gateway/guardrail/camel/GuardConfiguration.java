package dev.serai.gateway.guardrail.camel;

import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;

import dev.serai.gateway.call.camel.Calls;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.guardrail.GuardRules;
import dev.serai.gateway.guardrail.Guardrail;
import dev.serai.gateway.guardrail.Guards;
import dev.serai.gateway.guardrail.RequestGuard;
import dev.serai.insight.guardrail.GuardCounts;
import dev.serai.insight.guardrail.GuardReport;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;

import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The steps of guarding. */
@Configuration(proxyBeanMethods = false)
class GuardConfiguration {

	@Bean
	GuardSteps guardSteps(Guards guards) {
		return new GuardSteps(guards);
	}

	/** Before the integration team's routes, which may take the place of these. */
	@Bean
	@Order(0)
	GuardRoutes guardRoutes(GuardRules rules, Catalog catalog, GuardSteps steps) {
		return new GuardRoutes(rules, catalog, steps);
	}

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

	/** For routes of the integration team's own: the body becomes what is said. */
	@Bean("guard-text")
	Processor guardText() {
		return exchange -> exchange.getMessage().setBody(RequestGuard.textOf(Calls.of(exchange)));
	}

	/** For those as well: something was found, and the guardrail's mode says what now. */
	@Bean("guard-found")
	Processor guardFound(GuardRules rules) {
		Map<String, RequestGuard> guards = rules.guardrails()
			.stream()
			.collect(Collectors.toUnmodifiableMap(Guardrail::name, RequestGuard::new, (one, other) -> one));
		Map<String, Integer> once = Map.of("found", 1);
		return exchange -> guards.get(GuardSteps.current(exchange)).found(Calls.of(exchange), once);
	}

	@Bean
	GuardReport guardReport(GuardRules rules, GuardCounts counts) {
		return new GuardReport(rules, counts, Clock.systemUTC());
	}

	@Bean("list-guardrails")
	Processor listGuardrails(GuardSteps steps, GuardReport report) {
		return exchange -> steps.list(exchange, report);
	}

}
