package dev.serai.gateway.guardrail.config;

import dev.serai.gateway.catalog.ConfigFile;
import dev.serai.gateway.guardrail.GuardRules;
import dev.serai.gateway.guardrail.Guards;
import dev.serai.gateway.routing.PolicyReader;
import dev.serai.gateway.routing.Router;
import dev.serai.platform.config.DirectoryProperties;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the guardrails from the configuration. */
@Configuration(proxyBeanMethods = false)
class GuardrailConfiguration {

	@Bean
	GuardRules guardRules(DirectoryProperties directories) {
		return PolicyReader.guards(ConfigFile.find(directories.configDir(), "policies.yaml"));
	}

	@Bean
	Guards guards(GuardRules rules, Router router) {
		return new Guards(rules, router::policyNamed);
	}

}
