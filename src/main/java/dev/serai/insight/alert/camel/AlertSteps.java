package dev.serai.insight.alert.camel;

import java.util.List;
import java.util.Map;
import java.util.Set;
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
import dev.serai.insight.alert.Words;
import dev.serai.platform.contract.camel.ApiSteps;
import dev.serai.platform.error.ApiError;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Serves the API for alerts and their rules. */
@ApiSteps("alert-steps")
public final class AlertSteps {

	private static final Set<String> NO_PARAMETERS = Set.of();

	private static final Set<String> ALERTS = Set.of("open", "kind", "team", "limit");

	private static final int USUAL_LIMIT = 200;

	private static final int HIGHEST_LIMIT = 500;

	private final AlertAdministration administration;

	private final JsonAnswers answers;

	AlertSteps(AlertAdministration administration, ObjectMapper json) {
		this.administration = administration;
		this.answers = new JsonAnswers(json);
	}

	public void listAlerts(Exchange exchange) {
		Query query = Query.of(exchange, ALERTS);
		this.answers.list(exchange, this.administration.alerts(Operators.of(exchange), open(query.get("open")),
				kind(query.get("kind")), team(query.get("team")), limit(query.get("limit"))));
	}

	public void acknowledgeAlert(Exchange exchange) {
		this.answers.reply(exchange, 200,
				this.administration.acknowledge(Operators.of(exchange), JsonAnswers.id(exchange, "alert")));
	}

	public void listAlertRules(Exchange exchange) {
		Query.of(exchange, NO_PARAMETERS);
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

	private static @Nullable Boolean open(@Nullable String text) {
		if (text == null) {
			return null;
		}
		return switch (text) {
			case "true" -> true;
			case "false" -> false;
			default -> throw ApiError.invalid("open", "'open' must be true or false.").refused();
		};
	}

	private static @Nullable Kind kind(@Nullable String text) {
		return (text == null) ? null : Words.constant(Kind.class, text)
			.orElseThrow(() -> ApiError.invalid("kind", "'kind' must be one of the kinds of alerts.").refused());
	}

	private static @Nullable UUID team(@Nullable String text) {
		try {
			return (text == null) ? null : UUID.fromString(text);
		}
		catch (IllegalArgumentException ex) {
			throw ApiError.invalid("team", "'team' must be a team's id.").refused();
		}
	}

	private static int limit(@Nullable String text) {
		try {
			int limit = (text == null) ? USUAL_LIMIT : Integer.parseInt(text);
			if (limit >= 1 && limit <= HIGHEST_LIMIT) {
				return limit;
			}
		}
		catch (NumberFormatException ex) {
			// Reported below, like any other invalid limit.
		}
		throw ApiError.invalid("limit", "'limit' must be a whole number from 1 to " + HIGHEST_LIMIT + ".").refused();
	}

}
