package dev.serai.insight.live.camel;

import dev.serai.gateway.call.camel.Calls;
import dev.serai.insight.live.EndedCalls;
import org.apache.camel.Processor;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Provides the step that passes ended calls to the live view. */
@Configuration(proxyBeanMethods = false)
class LiveRouteBeans {

	@Bean("update-live-view")
	Processor updateLiveView(EndedCalls calls) {
		return exchange -> calls.ended(Calls.of(exchange));
	}

}
