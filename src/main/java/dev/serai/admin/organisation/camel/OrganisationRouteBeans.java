package dev.serai.admin.organisation.camel;

import java.util.Set;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.admin.organisation.CacheAdministration;
import dev.serai.admin.organisation.Keys;
import dev.serai.admin.organisation.Organisations;
import dev.serai.admin.organisation.Teams;
import dev.serai.admin.people.camel.Operators;
import dev.serai.gateway.access.Operator;
import dev.serai.gateway.http.camel.JsonAnswers;
import dev.serai.gateway.http.camel.JsonReply;
import dev.serai.gateway.http.camel.Query;
import org.apache.camel.Processor;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of the routes that an operator uses. */
@Configuration(proxyBeanMethods = false)
class OrganisationRouteBeans {

	@Bean
	TeamSteps teamSteps(Organisations organisations, Teams teams, ObjectMapper json) {
		return new TeamSteps(organisations, teams, new JsonAnswers(json));
	}

	@Bean
	KeySteps keySteps(Keys keys, ObjectMapper json) {
		return new KeySteps(keys, new JsonAnswers(json));
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

	@Bean("create-organisation")
	Processor createOrganisation(TeamSteps steps) {
		return steps::createOrganisation;
	}

	@Bean("list-organisations")
	Processor listOrganisations(TeamSteps steps) {
		return steps::listOrganisations;
	}

	@Bean("change-organisation")
	Processor changeOrganisation(TeamSteps steps) {
		return steps::changeOrganisation;
	}

	@Bean("create-team")
	Processor createTeam(TeamSteps steps) {
		return steps::createTeam;
	}

	@Bean("list-teams")
	Processor listTeams(TeamSteps steps) {
		return steps::listTeams;
	}

	@Bean("show-team")
	Processor showTeam(TeamSteps steps) {
		return steps::showTeam;
	}

	@Bean("change-team")
	Processor changeTeam(TeamSteps steps) {
		return steps::changeTeam;
	}

	@Bean("archive-team")
	Processor archiveTeam(TeamSteps steps) {
		return steps::archiveTeam;
	}

	@Bean("create-key")
	Processor createKey(KeySteps steps) {
		return steps::create;
	}

	@Bean("list-keys")
	Processor listKeys(KeySteps steps) {
		return steps::list;
	}

	@Bean("show-key")
	Processor showKey(KeySteps steps) {
		return steps::show;
	}

	@Bean("change-key")
	Processor changeKey(KeySteps steps) {
		return steps::change;
	}

	@Bean("rotate-key")
	Processor rotateKey(KeySteps steps) {
		return steps::rotate;
	}

	@Bean("revoke-key")
	Processor revokeKey(KeySteps steps) {
		return steps::revoke;
	}

	@Bean("purge-cache")
	Processor purgeCache(CacheAdministration cache) {
		return exchange -> {
			cache.purge(Operators.of(exchange), Query.of(exchange, Set.of("team")).get("team"));
			JsonReply.nothing(exchange);
		};
	}

}
