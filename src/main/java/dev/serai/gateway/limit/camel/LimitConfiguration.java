package dev.serai.gateway.limit.camel;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.admin.limit.LimitAdministration;
import dev.serai.admin.limit.camel.LimitSteps;
import dev.serai.gateway.limit.Limits;
import org.apache.camel.Processor;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps that keep limits, and those by which an operator sets them. */
@Configuration(proxyBeanMethods = false)
class LimitConfiguration {

	@Bean
	LimitSteps limitSteps(Limits limits, LimitAdministration administration, ObjectMapper json) {
		return new LimitSteps(limits, administration, json);
	}

	@Bean("limit")
	Processor limit(LimitSteps steps) {
		return steps::limit;
	}

	@Bean("list-limits")
	Processor listLimits(LimitSteps steps) {
		return steps::list;
	}

	@Bean("put-limit")
	Processor putLimit(LimitSteps steps) {
		return steps::put;
	}

	@Bean("remove-limit")
	Processor removeLimit(LimitSteps steps) {
		return steps::remove;
	}

}
