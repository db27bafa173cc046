package dev.serai.admin.organisation.camel;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.admin.organisation.ModelHints;
import dev.serai.admin.organisation.Organisations;
import dev.serai.admin.organisation.TeamFacts;
import dev.serai.admin.organisation.Teams;
import dev.serai.admin.organisation.WantedOrganisation;
import dev.serai.admin.organisation.WantedTeam;
import dev.serai.admin.people.camel.Operators;
import dev.serai.gateway.http.camel.JsonAnswers;
import dev.serai.gateway.http.camel.JsonReply;
import dev.serai.platform.contract.camel.ApiSteps;
import org.apache.camel.Exchange;

/** Serves the API for organisations and teams. */
@ApiSteps("team-steps")
public final class TeamSteps {

	private final Organisations organisations;

	private final Teams teams;

	private final ModelHints hints;

	private final JsonAnswers answers;

	TeamSteps(Organisations organisations, Teams teams, ModelHints hints, ObjectMapper json) {
		this.organisations = organisations;
		this.teams = teams;
		this.hints = hints;
		this.answers = new JsonAnswers(json);
	}

	public void createOrganisation(Exchange exchange) {
		this.answers.reply(exchange, 201, this.organisations.create(Operators.of(exchange),
				JsonAnswers.body(exchange, WantedOrganisation.class)));
	}

	public void listOrganisations(Exchange exchange) {
		this.answers.list(exchange, this.organisations.list(Operators.of(exchange)));
	}

	public void changeOrganisation(Exchange exchange) {
		this.answers.reply(exchange, 200, this.organisations.change(Operators.of(exchange),
				JsonAnswers.id(exchange, "organisation"), JsonAnswers.patch(exchange)));
	}

	public void createTeam(Exchange exchange) {
		reply(exchange, 201, this.teams.create(Operators.of(exchange), JsonAnswers.body(exchange, WantedTeam.class)));
	}

	public void listTeams(Exchange exchange) {
		this.answers.list(exchange, this.teams.list(Operators.of(exchange)));
	}

	public void getTeam(Exchange exchange) {
		reply(exchange, 200, this.teams.find(Operators.of(exchange), JsonAnswers.id(exchange, "team")));
	}

	public void changeTeam(Exchange exchange) {
		reply(exchange, 200, this.teams.change(Operators.of(exchange), JsonAnswers.id(exchange, "team"),
				JsonAnswers.patch(exchange)));
	}

	private void reply(Exchange exchange, int status, TeamFacts team) {
		this.answers.reply(exchange, status, new Advised(team, this.hints.of(team.allowedModels())));
	}

	public void archiveTeam(Exchange exchange) {
		this.teams.archive(Operators.of(exchange), JsonAnswers.id(exchange, "team"));
		JsonReply.nothing(exchange);
	}

}
