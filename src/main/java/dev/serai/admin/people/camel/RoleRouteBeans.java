package dev.serai.admin.people.camel;

import dev.serai.gateway.access.Operator;
import org.apache.camel.Processor;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Provides the role check that starts each route of {@code /api}, one for each {@code
 * x-serai-role} of the contract.
 */
@Configuration(proxyBeanMethods = false)
class RoleRouteBeans {

	/** Admins: for changes that concern all teams. */
	@Bean("require-admin")
	Processor requireAdmin(Operators operators) {
		return operators.require(Operator::mustBeAdmin);
	}

	/** Admins and auditors: for reading what concerns all teams. */
	@Bean("require-auditor")
	Processor requireAuditor(Operators operators) {
		return operators.require(Operator::mustSeeAll);
	}

	/**
	 * Everyone with a session or the admin key. The operation itself checks which teams
	 * the operator may see and change.
	 */
	@Bean("require-member")
	Processor requireMember(Operators operators) {
		return operators.require(operator -> {
		});
	}

	/** People with a session; the admin key has none. */
	@Bean("require-person")
	Processor requirePerson(Operators operators) {
		return operators.requirePerson();
	}

	/** Everyone: for signing in. */
	@Bean("require-anyone")
	Processor requireAnyone() {
		return exchange -> {
		};
	}

}
