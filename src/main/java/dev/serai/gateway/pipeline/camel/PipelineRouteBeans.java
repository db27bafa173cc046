package dev.serai.gateway.pipeline.camel;

import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.Outcome;
import dev.serai.gateway.call.camel.Calls;
import dev.serai.gateway.fallback.DeadlineMonitor;
import dev.serai.platform.clock.NanoClock;
import dev.serai.platform.error.ApiError;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.Exchange;
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
					// No step has ended the call: it is an information request or the
					// endpoint of an integration team, which ends with its answer, or
					// there is a defect.
					end(call, exchange, nanoClock.getAsLong());
				}
			}
			finally {
				admission.leave(exchange);
			}
		};
	}

	private static void end(Call call, Exchange exchange, long nanos) {
		int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class);
		boolean failed = exchange.getException() != null || exchange.getProperty(Exchange.EXCEPTION_CAUGHT) != null
				|| call.tried() > 0;
		if (failed) {
			call.ended(Outcome.ERROR, null, nanos);
		}
		else if (status < 400) {
			call.ended(Outcome.OK, null, nanos);
		}
		else {
			boolean caller = status < 500;
			call.ended(caller ? Outcome.REFUSED : Outcome.ERROR,
					ApiError.of(status, caller ? "invalid_request_error" : "server_error", "route_answer",
							"The endpoint's route answered with this status."),
					nanos);
		}
	}

}
