package dev.serai.road;

import java.util.Set;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.access.Operator;
import dev.serai.admin.Administration;
import dev.serai.admin.CacheAdministration;
import dev.serai.analytics.Analytics;
import org.apache.camel.Processor;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of the routes that an operator uses. */
@Configuration(proxyBeanMethods = false)
class AdminConfiguration {

	@Bean
	Operators operators() {
		return new Operators();
	}

	@Bean
	AdminSteps adminSteps(Administration administration, Analytics analytics, ObjectMapper json) {
		return new AdminSteps(administration, analytics, json);
	}

	/** For what concerns all teams and changes something. */
	@Bean("require-admin")
	Processor requireAdmin(Operators operators) {
		return operators.require(Operator::mustBeAdmin);
	}

	/** For what concerns all teams and changes nothing. */
	@Bean("require-auditor")
	Processor requireAuditor(Operators operators) {
		return operators.require(Operator::mustSeeAll);
	}

	/**
	 * For what concerns one team: which, and whether it may be changed, is the step's to
	 * ask.
	 */
	@Bean("require-member")
	Processor requireMember(Operators operators) {
		return operators.require(operator -> {
		});
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

	@Bean("purge-cache")
	Processor purgeCache(CacheAdministration cache) {
		return exchange -> {
			cache.purge(Operators.of(exchange), Query.of(exchange, Set.of("team")).get("team"));
			JsonReply.nothing(exchange);
		};
	}

}
