package dev.serai.admin.budget.camel;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.admin.budget.BudgetAdministration;
import dev.serai.admin.budget.WantedBudget;
import dev.serai.admin.people.camel.Operators;
import dev.serai.gateway.http.camel.JsonAnswers;
import dev.serai.gateway.http.camel.JsonReply;
import dev.serai.platform.contract.camel.ApiSteps;
import org.apache.camel.Exchange;

/** Serves the API for budgets. */
@ApiSteps("budget-steps")
public final class BudgetSteps {

	private final BudgetAdministration administration;

	private final JsonAnswers answers;

	BudgetSteps(BudgetAdministration administration, ObjectMapper json) {
		this.administration = administration;
		this.answers = new JsonAnswers(json);
	}

	public void createBudget(Exchange exchange) {
		this.answers.reply(exchange, 201,
				this.administration.create(Operators.of(exchange), JsonAnswers.body(exchange, WantedBudget.class)));
	}

	public void listBudgets(Exchange exchange) {
		this.answers.reply(exchange, 200, data(this.administration.list(Operators.of(exchange))));
	}

	public void getBudget(Exchange exchange) {
		this.answers.reply(exchange, 200,
				this.administration.show(Operators.of(exchange), JsonAnswers.id(exchange, "budget")));
	}

	public void changeBudget(Exchange exchange) {
		this.answers.reply(exchange, 200, this.administration.change(Operators.of(exchange),
				JsonAnswers.id(exchange, "budget"), JsonAnswers.body(exchange, WantedBudget.class)));
	}

	public void deleteBudget(Exchange exchange) {
		this.administration.delete(Operators.of(exchange), JsonAnswers.id(exchange, "budget"));
		JsonReply.nothing(exchange);
	}

	private static Map<String, List<?>> data(List<?> items) {
		return Map.of("data", items);
	}

}
