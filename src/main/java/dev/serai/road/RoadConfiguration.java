package dev.serai.road;

import java.util.List;
import java.util.Set;

import dev.serai.access.Authenticator;
import dev.serai.boot.SeraiProperties;
import dev.serai.call.Call;
import dev.serai.call.Outcome;
import dev.serai.catalog.Catalog;
import dev.serai.fallback.Breakers;
import dev.serai.fallback.Chain;
import dev.serai.fallback.Exhausted;
import dev.serai.fallback.Watch;
import dev.serai.guard.Guards;
import dev.serai.ingress.openai.ChatRequestReader;
import dev.serai.ledger.CallRecord;
import dev.serai.ledger.Ledger;
import dev.serai.reply.Replies;
import dev.serai.routing.Policies;
import dev.serai.routing.Router;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Processor;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The steps that the routes name. Each is a line: the exchange's call, handed to who
 * knows.
 */
@Configuration(proxyBeanMethods = false)
class RoadConfiguration {

	/**
	 * Half of the queue at the most, for what is under way when admission stops must
	 * still find room; and no more than a quarter of the heap holds, at about 8 KB a
	 * record.
	 */
	private static final int RECORDS_WAITING = (int) Math.min(50_000, Runtime.getRuntime().maxMemory() / 32 / 1024);

	@Bean("contract-headers")
	HeaderFilterStrategy contractHeaders() {
		return new CallerHeaders(Set.of());
	}

	@Bean("open-call")
	Processor openCall(SeraiProperties serai) {
		return new OpenCall(serai.maxRequestBytes());
	}

	@Bean("authenticate")
	Processor authenticate(Authenticator authenticator) {
		return exchange -> {
			Call call = Calls.of(exchange);
			call.authenticated(authenticator.authenticate(call.headers().authorization(), call.headers().apiKey()));
		};
	}

	@Bean("read-chat")
	Processor readChat(Watch watch) {
		ChatRequestReader reader = new ChatRequestReader();
		return exchange -> {
			Call call = Calls.of(exchange);
			byte[] body = call.wire();
			// From here on nothing is expected of the caller's line but that it stays.
			watch.add(call);
			call.asks(reader.read(body));
		};
	}

	@Bean("admit")
	Admission admission(SeraiProperties serai, RecordsWaiting waiting, MeterRegistry meters) {
		Admission admission = new Admission(serai.maxCalls(), waiting, RECORDS_WAITING);
		Gauge.builder("serai.calls.active", admission, Admission::occupied)
			.description("Calls under way")
			.register(meters);
		return admission;
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

	@Bean("begin-chain")
	Processor beginChain(Attempts attempts) {
		return attempts::begin;
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
	Processor sayAnswer(Replies replies) {
		return new SayAnswer(replies);
	}

	@Bean("refuse")
	Processor refuse() {
		return new Refusals();
	}

	@Bean("close-call")
	Processor closeCall(Watch watch, Admission admission) {
		return exchange -> {
			Call call = exchange.getProperty(Calls.CALL, Call.class);
			if (call != null) {
				watch.remove(call);
				call.hangUp();
				// Nobody has said how: a defect, or a question, which ends with its
				// answer.
				call.ended(Outcome.ERROR, null, System.nanoTime());
			}
			admission.leave(exchange);
		};
	}

	@Bean
	RecordsWaiting recordsWaiting(MeterRegistry meters) {
		RecordsWaiting waiting = new RecordsWaiting();
		Gauge.builder("serai.records.waiting", waiting, RecordsWaiting::count)
			.description("Records that wait for the database")
			.register(meters);
		return waiting;
	}

	@Bean("make-record")
	Processor makeRecord(RecordsWaiting waiting) {
		return exchange -> {
			waiting.added();
			exchange.getMessage().setBody(MakeRecord.of(Calls.of(exchange)));
		};
	}

	@Bean("records")
	AggregationStrategy records() {
		return new GroupedBodyAggregationStrategy();
	}

	@Bean("append-records")
	Processor appendRecords(Ledger ledger, RecordsWaiting waiting) {
		return exchange -> {
			@SuppressWarnings("unchecked")
			List<CallRecord> batch = exchange.getMessage().getBody(List.class);
			ledger.append(batch);
			waiting.kept(batch.size());
		};
	}

	@Bean("count-call")
	Processor countCall(MeterRegistry registry) {
		CallMeters meters = new CallMeters(registry);
		return exchange -> meters.count(Calls.of(exchange));
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
