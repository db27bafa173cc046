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

/** Steps of the pipeline that belong to no single feature. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AdmissionProperties.class)
class PipelineRouteBeans {

	@Bean("read-request")
	Processor readRequest(DeadlineMonitor deadlineMonitor) {
		return exchange -> {
			Call call = Calls.of(exchange);
			byte[] body = call.wire();
			// The request has been read: from now on anything but an open connection
			// means that the caller has gone.
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
					// No step has ended the call: it is an information request, which
					// ends with its answer, or there is a defect.
					call.ended(Outcome.ERROR, null, nanoClock.getAsLong());
				}
			}
			finally {
				admission.leave(exchange);
			}
		};
	}

}
