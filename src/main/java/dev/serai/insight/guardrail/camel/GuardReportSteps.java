package dev.serai.insight.guardrail.camel;

import java.time.Clock;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.admin.people.camel.Operators;
import dev.serai.gateway.access.Operator;
import dev.serai.gateway.guardrail.GuardRules;
import dev.serai.gateway.http.camel.JsonAnswers;
import dev.serai.insight.guardrail.GuardCounts;
import dev.serai.insight.guardrail.GuardReport;
import dev.serai.platform.contract.camel.ApiSteps;
import org.apache.camel.Exchange;

/** Lists guardrails with their findings in the calls that the operator may see. */
@ApiSteps("guard-report-steps")
public final class GuardReportSteps {

	private final GuardReport report;

	private final JsonAnswers answers;

	GuardReportSteps(GuardRules rules, GuardCounts counts, Clock clock, ObjectMapper json) {
		this.report = new GuardReport(rules, counts, clock);
		this.answers = new JsonAnswers(json);
	}

	/** Returns all guardrails with their findings of the last 24 hours. */
	public void listGuardrails(Exchange exchange) {
		Operator operator = Operators.of(exchange);
		this.answers.reply(exchange, 200,
				Map.of("data", this.report.lines(operator.seesAll() ? null : operator.visibleTeams())));
	}

}
