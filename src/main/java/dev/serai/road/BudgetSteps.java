package dev.serai.road;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.budget.BudgetAdministration;
import dev.serai.budget.WantedBudget;
import dev.serai.call.ApiError;
import org.apache.camel.Exchange;

/** What an operator asks and orders of budgets. */
final class BudgetSteps {

	private static final Set<String> NO_PARAMETERS = Set.of();

	private static final int UUID_LENGTH = 36;

	private final BudgetAdministration administration;

	private final ObjectMapper json;

	BudgetSteps(BudgetAdministration administration, ObjectMapper json) {
		this.administration = administration;
		this.json = json;
	}

	void create(Exchange exchange) {
		reply(exchange, 201, this.administration.create(Operators.of(exchange), WantedBudget.whole(body(exchange))));
	}

	void list(Exchange exchange) {
		Query.of(exchange, NO_PARAMETERS);
		reply(exchange, 200, data(this.administration.list(Operators.of(exchange))));
	}

	void show(Exchange exchange) {
		reply(exchange, 200, this.administration.show(Operators.of(exchange), id(exchange)));
	}

	void change(Exchange exchange) {
		reply(exchange, 200,
				this.administration.change(Operators.of(exchange), id(exchange), WantedBudget.change(body(exchange))));
	}

	void delete(Exchange exchange) {
		this.administration.delete(Operators.of(exchange), id(exchange));
		JsonReply.nothing(exchange);
	}

	void listAlerts(Exchange exchange) {
		Query.of(exchange, NO_PARAMETERS);
		reply(exchange, 200, data(this.administration.alerts(Operators.of(exchange))));
	}

	private static Map<String, List<?>> data(List<?> items) {
		return Map.of("data", items);
	}

	private static byte[] body(Exchange exchange) {
		byte[] body = exchange.getMessage().getBody(byte[].class);
		return (body != null) ? body : new byte[0];
	}

	private static UUID id(Exchange exchange) {
		String text = exchange.getMessage().getHeader("id", "", String.class);
		try {
			if (text.length() == UUID_LENGTH) {
				return UUID.fromString(text);
			}
		}
		catch (IllegalArgumentException ex) {
			// Told below, like any other text that is no id.
		}
		throw ApiError.of(404, "invalid_request_error", "budget_not_found", "There is no budget with this id.")
			.refused();
	}

	private void reply(Exchange exchange, int status, Object answer) {
		try {
			JsonReply.put(exchange, status, this.json.writeValueAsBytes(answer));
		}
		catch (JsonProcessingException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
