package dev.serai.gateway.http.camel;

import java.time.Clock;
import java.util.List;
import java.util.Set;

import dev.serai.gateway.access.Origins;
import dev.serai.gateway.endpoint.openai.OpenAiChatFormat;
import dev.serai.gateway.http.BodySpace;
import dev.serai.gateway.http.CallHeadersReader;
import dev.serai.gateway.http.Formats;
import dev.serai.gateway.http.RequestProperties;
import dev.serai.gateway.operation.Format;
import dev.serai.gateway.pipeline.CallRecorder;
import dev.serai.gateway.telemetry.CallTelemetry;
import dev.serai.platform.clock.NanoClock;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Processor;
import org.apache.camel.spi.HeaderFilterStrategy;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the beans that open calls over HTTP and send refusals. */
@Configuration(proxyBeanMethods = false)
class HttpRouteBeans {

	@Bean("contract-headers")
	HeaderFilterStrategy contractHeaders() {
		return new CallerHeaders(Set.of());
	}

	@Bean
	BodySpace bodySpace(RequestProperties requests) {
		return BodySpace.ofHeap(requests.maxRequestBytes());
	}

	@Bean
	Formats formats(List<Format> formats, OpenAiChatFormat chat) {
		return new Formats(formats, chat);
	}

	@Bean("open-call")
	Processor openCall(RequestProperties requests, BodySpace space, Origins origins, Formats formats,
			CallRecorder recorder, ObjectProvider<CallTelemetry> telemetry, NanoClock nanoClock) {
		boolean traced = telemetry.getIfAvailable() != null;
		return new OpenCall(requests.maxRequestBytes(), space, requests.uploadTimeout(), origins,
				new CallHeadersReader(traced, true), formats, nanoClock, recorder::begin);
	}

	@Bean("open-request")
	Processor openQuestion(RequestProperties requests, BodySpace space, Origins origins, Formats formats,
			NanoClock nanoClock) {
		return new OpenCall(requests.maxRequestBytes(), space, requests.uploadTimeout(), origins,
				new CallHeadersReader(false, true), formats, nanoClock, question -> {
				});
	}

	@Bean("open-message-call")
	Processor openMessageCall(RequestProperties requests, Formats formats, CallRecorder recorder, Clock clock,
			NanoClock nanoClock) {
		return new OpenMessageCall(requests.maxRequestBytes(), new CallHeadersReader(false, false), formats, clock,
				nanoClock, recorder::begin);
	}

	@Bean("answer-of-call")
	AggregationStrategy answerOfCall() {
		return new AnswerOfCall();
	}

}
