package dev.serai.gateway.pipeline.camel;

import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.Outcome;
import dev.serai.gateway.call.camel.Calls;
import dev.serai.gateway.fallback.DeadlineMonitor;
import dev.serai.platform.clock.NanoClock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.Processor;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of the pipeline that belong to no one feature. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AdmissionProperties.class)
class PipelineRouteBeans {

	@Bean("read-request")
	Processor readRequest(DeadlineMonitor deadlineMonitor) {
		return exchange -> {
			Call call = Calls.of(exchange);
			byte[] body = call.wire();
			// From here on nothing is expected of the caller's line but that it stays.
			deadlineMonitor.add(call);
			call.asks(call.format().read(body));
		};
	}

	@Bean("admit")
	Admission admission(AdmissionProperties settings, MeterRegistry meters) {
		Admission admission = new Admission(settings.maxCalls());
		Gauge.builder("serai.calls.active", admission, Admission::occupied)
			.description("Calls under way")
			.register(meters);
		return admission;
	}

	@Bean("close-call")
	Processor closeCall(DeadlineMonitor deadlineMonitor, Admission admission, NanoClock nanoClock) {
		return exchange -> {
			Call call = exchange.getProperty(Calls.CALL, Call.class);
			try {
				if (call != null) {
					deadlineMonitor.remove(call);
					call.hangUp();
					// No step has ended it: a question, which ends with its answer, or a
					// defect.
					call.ended(Outcome.ERROR, null, nanoClock.getAsLong());
				}
			}
			finally {
				admission.leave(exchange);
			}
		};
	}

}
