package dev.serai.insight.analytics.camel;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.gateway.http.camel.JsonAnswers;
import dev.serai.insight.analytics.Analytics;
import dev.serai.insight.analytics.UsageReports;
import org.apache.camel.Processor;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of the routes that tell what the ledger says. */
@Configuration(proxyBeanMethods = false)
class AnalyticsRouteBeans {

	@Bean
	CallSteps callSteps(Analytics analytics, ObjectMapper json) {
		return new CallSteps(analytics, new JsonAnswers(json));
	}

	@Bean
	UsageSteps usageSteps(UsageReports reports, ObjectMapper json) {
		return new UsageSteps(reports, new JsonAnswers(json));
	}

	@Bean("list-calls")
	Processor listCalls(CallSteps steps) {
		return steps::list;
	}

	@Bean("show-call")
	Processor showCall(CallSteps steps) {
		return steps::show;
	}

	@Bean("show-spend")
	Processor showSpend(UsageSteps steps) {
		return steps::spend;
	}

	@Bean("show-usage")
	Processor showUsage(UsageSteps steps) {
		return steps::usage;
	}

}
