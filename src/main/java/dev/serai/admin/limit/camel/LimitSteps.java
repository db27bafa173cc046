package dev.serai.admin.limit.camel;

import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.admin.limit.LimitAdministration;
import dev.serai.admin.limit.NewLimit;
import dev.serai.admin.people.camel.Operators;
import dev.serai.gateway.http.camel.JsonAnswers;
import dev.serai.gateway.http.camel.JsonReply;
import dev.serai.gateway.http.camel.Query;
import dev.serai.platform.contract.camel.ApiSteps;
import dev.serai.platform.error.ApiError;
import org.apache.camel.Exchange;

/** Serves the API for limits. */
@ApiSteps("limit-steps")
public final class LimitSteps {

	private final LimitAdministration administration;

	private final JsonAnswers answers;

	LimitSteps(LimitAdministration administration, ObjectMapper json) {
		this.administration = administration;
		this.answers = new JsonAnswers(json);
	}

	public void listLimits(Exchange exchange) {
		this.answers.reply(exchange, 200, Map.of("data", this.administration.list(Operators.of(exchange))));
	}

	public void setLimit(Exchange exchange) {
		NewLimit wanted = JsonAnswers.body(exchange, NewLimit.class);
		this.answers.reply(exchange, 200, this.administration.put(Operators.of(exchange), wanted));
	}

	public void removeLimit(Exchange exchange) {
		this.administration.remove(Operators.of(exchange), required(exchange, "scope"), required(exchange, "subject"));
		JsonReply.nothing(exchange);
	}

	private static String required(Exchange exchange, String name) {
		String value = Query.get(exchange, name);
		if (value == null) {
			throw ApiError.invalid(name, "The parameter '" + name + "' is needed.").refused();
		}
		return value;
	}

}
