package dev.serai.gateway.guardrail.camel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.serai.gateway.call.camel.Calls;
import dev.serai.gateway.guardrail.GuardRules;
import dev.serai.gateway.guardrail.Guardrail;
import dev.serai.gateway.guardrail.RequestGuard;
import dev.serai.platform.config.DirectoryProperties;
import dev.serai.platform.start.RequiredRoutes;
import org.apache.camel.Processor;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the beans of the guardrail steps. */
@Configuration(proxyBeanMethods = false)
class GuardRouteBeans {

	/** Each guardrail of the kind route needs its route. */
	@Bean
	RequiredRoutes requiredGuardRoutes(GuardRules rules, DirectoryProperties directories) {
		return () -> {
			Map<String, Function<String, ? extends RuntimeException>> required = new LinkedHashMap<>();
			for (Guardrail guardrail : rules.guardrails()) {
				if (guardrail.work() instanceof Guardrail.OwnRoute) {
					String address = "direct:guard-" + guardrail.name();
					required.put(address,
							hint -> GuardRoutes.place(directories, guardrail)
								.wrong("no route begins with " + address + hint
										+ "; add the route to config/routes, or remove the guardrail"));
				}
			}
			return required;
		};
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
