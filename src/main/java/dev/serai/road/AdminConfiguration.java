package dev.serai.road;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.access.AdminAuthenticator;
import dev.serai.admin.Administration;
import dev.serai.analytics.Analytics;
import org.apache.camel.Processor;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of the routes that an operator uses. */
@Configuration(proxyBeanMethods = false)
class AdminConfiguration {

	@Bean
	AdminSteps adminSteps(AdminAuthenticator authenticator, Administration administration, Analytics analytics,
			ObjectMapper json) {
		return new AdminSteps(authenticator, administration, analytics, json);
	}

	@Bean("check-operator")
	Processor checkOperator(AdminSteps steps) {
		return steps::checkOperator;
	}

	@Bean("create-team")
	Processor createTeam(AdminSteps steps) {
		return steps::createTeam;
	}

	@Bean("list-teams")
	Processor listTeams(AdminSteps steps) {
		return steps::listTeams;
	}

	@Bean("create-key")
	Processor createKey(AdminSteps steps) {
		return steps::createKey;
	}

	@Bean("list-keys")
	Processor listKeys(AdminSteps steps) {
		return steps::listKeys;
	}

	@Bean("revoke-key")
	Processor revokeKey(AdminSteps steps) {
		return steps::revokeKey;
	}

	@Bean("list-calls")
	Processor listCalls(AdminSteps steps) {
		return steps::listCalls;
	}

	@Bean("show-call")
	Processor showCall(AdminSteps steps) {
		return steps::showCall;
	}

	@Bean("show-spend")
	Processor showSpend(AdminSteps steps) {
		return steps::showSpend;
	}

}
