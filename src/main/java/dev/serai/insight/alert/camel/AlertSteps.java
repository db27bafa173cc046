package dev.serai.insight.alert.camel;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.admin.people.camel.Operators;
import dev.serai.gateway.access.Operator;
import dev.serai.gateway.http.camel.JsonAnswers;
import dev.serai.gateway.http.camel.JsonReply;
import dev.serai.gateway.http.camel.Query;
import dev.serai.insight.alert.AlertAdministration;
import dev.serai.insight.alert.Kind;
import dev.serai.insight.alert.WantedRule;
import dev.serai.platform.contract.camel.ApiSteps;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Serves the API for alerts and their rules. */
@ApiSteps("alert-steps")
public final class AlertSteps {

	private static final int USUAL_LIMIT = 200;

	private final AlertAdministration administration;

	private final JsonAnswers answers;

	AlertSteps(AlertAdministration administration, ObjectMapper json) {
		this.administration = administration;
		this.answers = new JsonAnswers(json);
	}

	public void listAlerts(Exchange exchange) {
		Wanted wanted = Query.of(exchange, Wanted.class);
		this.answers.list(exchange, this.administration.alerts(Operators.of(exchange), wanted.open(), wanted.kind(),
				wanted.team(), (wanted.limit() != null) ? wanted.limit() : USUAL_LIMIT));
	}

	public void acknowledgeAlert(Exchange exchange) {
		this.answers.reply(exchange, 200,
				this.administration.acknowledge(Operators.of(exchange), JsonAnswers.id(exchange, "alert")));
	}

	public void listAlertRules(Exchange exchange) {
		Operator operator = Operators.of(exchange);
		this.answers.reply(exchange, 200, Map.<String, List<?>>of("data", this.administration.rules(operator),
				"channels", this.administration.channels(operator)));
	}

	public void getAlertRule(Exchange exchange) {
		this.answers.reply(exchange, 200, this.administration.rule(Operators.of(exchange), id(exchange)));
	}

	public void createAlertRule(Exchange exchange) {
		this.answers.reply(exchange, 201,
				this.administration.create(Operators.of(exchange), JsonAnswers.body(exchange, WantedRule.class)));
	}

	public void changeAlertRule(Exchange exchange) {
		this.answers.reply(exchange, 200,
				this.administration.change(Operators.of(exchange), id(exchange), JsonAnswers.patch(exchange)));
	}

	public void deleteAlertRule(Exchange exchange) {
		this.administration.delete(Operators.of(exchange), id(exchange));
		JsonReply.nothing(exchange);
	}

	private static UUID id(Exchange exchange) {
		return JsonAnswers.id(exchange, "alert_rule");
	}

	/** Which alerts are listed. */
	private record Wanted(@Nullable Boolean open, @Nullable Kind kind, @Nullable UUID team, @Nullable Integer limit) {
	}

}
