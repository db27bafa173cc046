package dev.serai.gateway.pipeline.camel;

import java.util.Set;

import dev.serai.gateway.access.Authenticator;
import dev.serai.gateway.access.Origins;
import dev.serai.gateway.access.StoredKey;
import dev.serai.gateway.cache.AnswerRecall;
import dev.serai.gateway.cache.camel.Recall;
import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.Outcome;
import dev.serai.gateway.call.camel.Calls;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.endpoint.openai.OpenAiChatFormat;
import dev.serai.gateway.endpoint.openai.camel.Questions;
import dev.serai.gateway.fallback.Breakers;
import dev.serai.gateway.fallback.Chain;
import dev.serai.gateway.fallback.Exhausted;
import dev.serai.gateway.fallback.Watch;
import dev.serai.gateway.fallback.camel.Attempts;
import dev.serai.gateway.fallback.camel.DeploymentRoutes;
import dev.serai.gateway.fallback.camel.ProviderConnections;
import dev.serai.gateway.fallback.camel.ProviderWire;
import dev.serai.gateway.guardrail.Guards;
import dev.serai.gateway.http.BodySpace;
import dev.serai.gateway.http.camel.CallBinding;
import dev.serai.gateway.http.camel.CallerHeaders;
import dev.serai.gateway.http.camel.OpenCall;
import dev.serai.gateway.http.camel.Refusals;
import dev.serai.gateway.idempotency.Claims;
import dev.serai.gateway.idempotency.Idempotency;
import dev.serai.gateway.idempotency.camel.ForgetExpired;
import dev.serai.gateway.reply.Replies;
import dev.serai.gateway.reply.StoredReplies;
import dev.serai.gateway.reply.camel.SayAnswer;
import dev.serai.gateway.routing.Policies;
import dev.serai.gateway.routing.Router;
import dev.serai.gateway.routing.camel.Decide;
import dev.serai.gateway.telemetry.CallMeters;
import dev.serai.gateway.telemetry.CallTelemetry;
import dev.serai.insight.routes.camel.OperatorRoutes;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.camel.Accept;
import dev.serai.ledger.camel.MakeRecord;
import dev.serai.ledger.camel.RecordKeeping;
import dev.serai.ledger.journal.Journal;
import dev.serai.platform.config.SeraiProperties;
import dev.serai.platform.contract.Contract;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.Processor;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The steps that the routes name. Each is a line: the exchange's call, handed to who
 * knows.
 */
@Configuration(proxyBeanMethods = false)
class RoadConfiguration {

	@Bean("contract-headers")
	HeaderFilterStrategy contractHeaders() {
		return new CallerHeaders(Set.of());
	}

	@Bean("call-binding")
	CallBinding callBinding(HeaderFilterStrategy contractHeaders) {
		return new CallBinding(contractHeaders);
	}

	@Bean
	BodySpace bodySpace(SeraiProperties serai) {
		return BodySpace.ofHeap(serai.maxRequestBytes());
	}

	@Bean("open-call")
	Processor openCall(SeraiProperties serai, BodySpace space, Origins origins, OpenAiChatFormat format,
			Journal journal, ObjectProvider<CallTelemetry> telemetry) {
		boolean traced = telemetry.getIfAvailable() != null;
		return new OpenCall(serai.maxRequestBytes(), space, serai.uploadTimeout(), origins, traced, format, call -> {
			journal.open();
			// The first step to be registered is the last to be done: all is settled by
			// then.
			call.atEnd(ended -> journal.end(MakeRecord.of(ended)));
		});
	}

	@Bean("open-question")
	Processor openQuestion(SeraiProperties serai, BodySpace space, Origins origins, OpenAiChatFormat format) {
		return new OpenCall(serai.maxRequestBytes(), space, serai.uploadTimeout(), origins, false, format, question -> {
		});
	}

	@Bean("authenticate")
	Processor authenticate(Authenticator authenticator) {
		return exchange -> {
			Call call = Calls.of(exchange);
			StoredKey key = authenticator.authenticate(call.headers().authorization(), call.headers().apiKey(),
					call.entrance().origin());
			// A call that the key may not make is the key's all the same.
			call.authenticated(key.caller());
			key.terms().check(call.entrance());
		};
	}

	@Bean
	OpenAiChatFormat openAiChatFormat(Contract contract) {
		return new OpenAiChatFormat(contract.operation("POST", "/v1/chat/completions")::checkBody);
	}

	@Bean("read-request")
	Processor readRequest(Watch watch) {
		return exchange -> {
			Call call = Calls.of(exchange);
			byte[] body = call.wire();
			// From here on nothing is expected of the caller's line but that it stays.
			watch.add(call);
			call.asks(call.format().read(body));
		};
	}

	@Bean("admit")
	Admission admission(SeraiProperties serai, MeterRegistry meters) {
		Admission admission = new Admission(serai.maxCalls());
		Gauge.builder("serai.calls.active", admission, Admission::occupied)
			.description("Calls under way")
			.register(meters);
		return admission;
	}

	@Bean("replay")
	Processor replay(Idempotency idempotency) {
		return new Recall(idempotency::replay);
	}

	@Bean("forget-expired")
	Processor forgetExpired(Claims claims) {
		return new ForgetExpired(claims);
	}

	@Bean("recall")
	Processor recall(AnswerRecall recall) {
		return new Recall(recall::recall);
	}

	@Bean("decide")
	Processor decide(Router router, Guards guards) {
		return new Decide(router, guards);
	}

	@Bean("show-decision")
	Processor showDecision(Catalog catalog, Policies policies) {
		return new Questions(catalog, policies)::decision;
	}

	@Bean("show-models")
	Processor showModels(Catalog catalog, Policies policies) {
		return new Questions(catalog, policies)::models;
	}

	@Bean
	Attempts attempts(Chain chain, Exhausted exhausted) {
		return new Attempts(chain, exhausted);
	}

	@Bean("next-attempt")
	Processor nextAttempt(Attempts attempts) {
		return attempts::next;
	}

	@Bean("take-answer")
	Processor takeAnswer(Attempts attempts) {
		return attempts::take;
	}

	@Bean("note-failure")
	Processor noteFailure(Attempts attempts) {
		return attempts::failed;
	}

	@Bean("settle-for")
	Processor settleFor(Attempts attempts) {
		return attempts::settle;
	}

	@Bean("say-answer")
	Processor sayAnswer(Replies replies, StoredReplies stored) {
		return new SayAnswer(replies, stored);
	}

	@Bean("refuse")
	Processor refuse() {
		return new Refusals();
	}

	@Bean("close-call")
	Processor closeCall(Watch watch, Admission admission) {
		return exchange -> {
			Call call = exchange.getProperty(Calls.CALL, Call.class);
			try {
				if (call != null) {
					watch.remove(call);
					call.hangUp();
					// Nobody has said how: a defect, or a question, which ends with its
					// answer.
					call.ended(Outcome.ERROR, null, System.nanoTime());
				}
			}
			finally {
				admission.leave(exchange);
			}
		};
	}

	@Bean("accept")
	Processor accept(Journal journal) {
		return new Accept(journal);
	}

	@Bean("take-records")
	Processor takeRecords(RecordKeeping records) {
		return records::take;
	}

	@Bean("append-records")
	Processor appendRecords(RecordKeeping records) {
		return records::append;
	}

	@Bean("take-more-records")
	Processor takeMoreRecords(RecordKeeping records) {
		return records::takeMore;
	}

	@Bean
	RecordKeeping recordKeeping(Journal journal, Ledger ledger, MeterRegistry meters) {
		Gauge.builder("serai.journal.waiting", journal, Journal::waiting)
			.description("Records that are not in the database yet")
			.register(meters);
		Gauge.builder("serai.journal.bytes", journal, Journal::bytes)
			.description("What the journal takes of the disk")
			.baseUnit("bytes")
			.register(meters);
		return new RecordKeeping(journal, ledger);
	}

	@Bean("count-call")
	Processor countCall(MeterRegistry registry) {
		CallMeters meters = new CallMeters(registry);
		return exchange -> meters.count(Calls.of(exchange));
	}

	@Bean("tell-of-call")
	Processor tellOfCall(ObjectProvider<CallTelemetry> telemetry) {
		CallTelemetry told = telemetry.getIfAvailable();
		return (told == null) ? exchange -> {
		} : exchange -> told.ended(Calls.of(exchange));
	}

	@Bean
	ProviderWire providerWire() {
		return new ProviderWire();
	}

	@Bean(name = "provider-connections", destroyMethod = "close")
	PoolingHttpClientConnectionManager providerConnections(Catalog catalog) {
		return new ProviderConnections(catalog).pool();
	}

	@Bean
	OperatorRoutes operatorRoutes(SeraiProperties serai) {
		return new OperatorRoutes(serai.configDir().resolve("routes"));
	}

	@Bean
	DeploymentRoutes deploymentRoutes(Catalog catalog, Chain chain, Breakers breakers) {
		return new DeploymentRoutes(catalog, chain, breakers);
	}

}
