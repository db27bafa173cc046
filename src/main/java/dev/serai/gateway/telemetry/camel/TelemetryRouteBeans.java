package dev.serai.gateway.telemetry.camel;

import dev.serai.gateway.call.camel.Calls;
import dev.serai.gateway.telemetry.CallMeters;
import dev.serai.gateway.telemetry.CallTelemetry;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.Processor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the beans that count calls and export them to a collector. */
@Configuration(proxyBeanMethods = false)
class TelemetryRouteBeans {

	@Bean("count-call")
	Processor countCall(MeterRegistry registry) {
		CallMeters meters = new CallMeters(registry);
		return exchange -> meters.count(Calls.of(exchange));
	}

	@Bean("trace-call")
	Processor tellOfCall(ObjectProvider<CallTelemetry> telemetry) {
		CallTelemetry told = telemetry.getIfAvailable();
		return (told == null) ? exchange -> {
		} : exchange -> told.ended(Calls.of(exchange));
	}

}
