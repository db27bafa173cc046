package dev.serai.admin.limit.camel;

import org.apache.camel.Processor;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps by which operators set limits. */
@Configuration(proxyBeanMethods = false)
class LimitAdministrationRouteBeans {

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
