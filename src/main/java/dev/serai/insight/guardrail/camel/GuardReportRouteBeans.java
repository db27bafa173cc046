package dev.serai.insight.guardrail.camel;

import java.time.Clock;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.admin.people.camel.Operators;
import dev.serai.gateway.access.Operator;
import dev.serai.gateway.guardrail.GuardRules;
import dev.serai.gateway.http.camel.JsonAnswers;
import dev.serai.gateway.http.camel.Query;
import dev.serai.insight.guardrail.GuardCounts;
import dev.serai.insight.guardrail.GuardReport;
import org.apache.camel.Processor;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The step that lists guardrails with what they found in calls that may be seen. */
@Configuration(proxyBeanMethods = false)
class GuardReportRouteBeans {

	@Bean
	GuardReport guardReport(GuardRules rules, GuardCounts counts, Clock clock) {
		return new GuardReport(rules, counts, clock);
	}

	@Bean("list-guardrails")
	Processor listGuardrails(GuardReport report, ObjectMapper json) {
		JsonAnswers answers = new JsonAnswers(json);
		return exchange -> {
			Query.of(exchange, Set.of());
			Operator operator = Operators.of(exchange);
			answers.reply(exchange, 200,
					Map.of("data", report.lines(operator.seesAll() ? null : operator.visibleTeams())));
		};
	}

}
