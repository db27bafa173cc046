package dev.serai.admin.organisation.camel;

import java.util.Set;

import dev.serai.admin.organisation.Organisations;
import dev.serai.admin.organisation.Teams;
import dev.serai.admin.people.camel.Operators;
import dev.serai.gateway.http.camel.JsonAnswers;
import dev.serai.gateway.http.camel.JsonReply;
import dev.serai.gateway.http.camel.Query;
import org.apache.camel.Exchange;

/** What an operator asks and orders of organisations and teams. */
final class TeamSteps {

	private final Organisations organisations;

	private final Teams teams;

	private final JsonAnswers answers;

	TeamSteps(Organisations organisations, Teams teams, JsonAnswers answers) {
		this.organisations = organisations;
		this.teams = teams;
		this.answers = answers;
	}

	void createOrganisation(Exchange exchange) {
		this.answers.reply(exchange, 201,
				this.organisations.create(Operators.of(exchange), JsonAnswers.body(exchange)));
	}

	void listOrganisations(Exchange exchange) {
		Query.of(exchange, Set.of());
		this.answers.list(exchange, this.organisations.list(Operators.of(exchange)));
	}

	void changeOrganisation(Exchange exchange) {
		this.answers.reply(exchange, 200, this.organisations.change(Operators.of(exchange),
				JsonAnswers.id(exchange, "organisation"), JsonAnswers.body(exchange)));
	}

	void createTeam(Exchange exchange) {
		this.answers.reply(exchange, 201, this.teams.create(Operators.of(exchange), JsonAnswers.body(exchange)));
	}

	void listTeams(Exchange exchange) {
		Query.of(exchange, Set.of());
		this.answers.list(exchange, this.teams.list(Operators.of(exchange)));
	}

	void showTeam(Exchange exchange) {
		this.answers.reply(exchange, 200, this.teams.find(Operators.of(exchange), JsonAnswers.id(exchange, "team")));
	}

	void changeTeam(Exchange exchange) {
		this.answers.reply(exchange, 200, this.teams.change(Operators.of(exchange), JsonAnswers.id(exchange, "team"),
				JsonAnswers.body(exchange)));
	}

	void archiveTeam(Exchange exchange) {
		this.teams.archive(Operators.of(exchange), JsonAnswers.id(exchange, "team"));
		JsonReply.nothing(exchange);
	}

}
