package dev.serai.gateway.guardrail.camel;

import java.util.Map;

import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.catalog.ConfigFile;
import dev.serai.gateway.catalog.Place;
import dev.serai.gateway.catalog.Provider;
import dev.serai.gateway.guardrail.GuardRules;
import dev.serai.gateway.guardrail.Guardrail;
import dev.serai.gateway.guardrail.ModerationQuestion;
import dev.serai.gateway.guardrail.RequestGuard;
import dev.serai.platform.config.DirectoryProperties;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.spring.boot.CamelContextConfiguration;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Creates a route for each guardrail that checks requests, from the template of its kind.
 * Routes of the kind {@code route} are provided by the integration team. These routes are
 * added before the integration team's own, which may replace them.
 */
@Component
@Order(0)
final class GuardRoutes implements CamelContextConfiguration {

	private final GuardRules rules;

	private final Catalog catalog;

	private final GuardSteps steps;

	private final DirectoryProperties directories;

	GuardRoutes(GuardRules rules, Catalog catalog, GuardSteps steps, DirectoryProperties directories) {
		this.rules = rules;
		this.catalog = catalog;
		this.steps = steps;
		this.directories = directories;
	}

	@Override
	public void beforeApplicationStart(CamelContext context) {
		for (Guardrail guardrail : this.rules.guardrails()) {
			switch (guardrail.work()) {
				case Guardrail.Moderation moderation -> moderated(context, guardrail, moderation);
				case Guardrail.OwnRoute own -> {
				}
				default -> {
					if (guardrail.in()) {
						look(context, guardrail);
					}
				}
			}
		}
	}

	private void look(CamelContext context, Guardrail guardrail) {
		RequestGuard guard = new RequestGuard(guardrail);
		Processor look = exchange -> this.steps.look(exchange, guard);
		context.getRegistry().bind("guardrail-" + guardrail.name(), look);
		TemplatedRouteBuilder.builder(context, "guardrail")
			.routeId("guard-" + guardrail.name())
			.prefixId("guard-" + guardrail.name())
			.parameter("name", guardrail.name())
			.add();
	}

	private void moderated(CamelContext context, Guardrail guardrail, Guardrail.Moderation moderation) {
		Provider provider = this.catalog.deployments()
			.stream()
			.map(deployment -> deployment.provider())
			.filter(known -> known.name().equals(moderation.provider()))
			.findFirst()
			.orElseThrow(() -> place(this.directories, guardrail).in("provider")
				.wrong("the provider " + moderation.provider()
						+ " has no key; set it, name another provider, or set the guardrail's mode to off"));
		ModerationQuestion question = new ModerationQuestion(guardrail, moderation);
		Map<String, String> headers = (provider.secret() != null)
				? Map.of("Authorization", "Bearer " + provider.secret().reveal()) : Map.of();
		bind(context, "ask-" + guardrail.name(), exchange -> GuardSteps.ask(exchange, question, headers));
		bind(context, "judge-" + guardrail.name(), exchange -> GuardSteps.answered(exchange, question));
		TemplatedRouteBuilder.builder(context, "moderation")
			.routeId("guard-" + guardrail.name())
			.prefixId("guard-" + guardrail.name())
			.parameter("name", guardrail.name())
			.parameter("url", provider.baseUrl() + "/moderations")
			.parameter("timeout", Long.toString(moderation.timeout().toMillis()))
			.add();
	}

	private static void bind(CamelContext context, String name, Processor processor) {
		context.getRegistry().bind(name, processor);
	}

	@Override
	public void afterApplicationStart(CamelContext context) {
		// Nothing to do: all routes are created before the start.
	}

	/** Returns a guardrail's place in its file. */
	static Place place(DirectoryProperties directories, Guardrail guardrail) {
		return ConfigFile.find(directories.configDir(), "policies.yaml").top().in("guardrails").in(guardrail.name());
	}

}
