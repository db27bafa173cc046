package dev.serai.ledger.journal;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.serai.gateway.call.CacheUse;
import dev.serai.gateway.call.CallId;
import dev.serai.gateway.call.Caller;
import dev.serai.gateway.call.Cost;
import dev.serai.gateway.call.GuardEvent;
import dev.serai.gateway.call.Outcome;
import dev.serai.gateway.call.PriceStatus;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.UsageMark;
import dev.serai.ledger.AttemptRecord;
import dev.serai.ledger.CallRecord;
import dev.serai.ledger.CallRecord.Labels;
import dev.serai.ledger.CallRecord.Timing;
import dev.serai.ledger.SampleCalls;
import dev.serai.ledger.Served;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecordJsonTest {

	/**
	 * {@link SampleCalls#constant}, as it was written before operations were recorded.
	 */
	private static final String EARLIER_RECORD = """
			{"endedAt":"2026-03-31T12:00:00.250Z",\
			"caller":{"organisationId":"00000000-0000-0000-0000-000000000009",\
			"teamId":"00000000-0000-0000-0000-000000000001","team":"search",\
			"keyId":"00000000-0000-0000-0000-000000000002","key":"first","zone":"Z"},"feature":"summary",\
			"modelRequested":"gpt-4o-mini","policy":"in-order","served":{"deployment":"openai/gpt-4o-mini",\
			"provider":"openai","model":"gpt-4o-mini","simulated":false},"stream":false,"outcome":"OK",\
			"status":200,"usage":{"INPUT":1000,"OUTPUT":100},"costUsd":"0.00021","priceStatus":"KNOWN",\
			"baselineUsd":"0.0003","savedUsd":"0.00009","cache":"MISS","firstToken":120000000,"total":250000000,\
			"overhead":1000000,"attempts":[{"number":1,"asked":{"deployment":"openai/gpt-4o-mini",\
			"provider":"openai","model":"gpt-4o-mini","simulated":false},"outcome":"OK","status":200,\
			"usage":{"INPUT":1000,"OUTPUT":100},"costUsd":"0.00021","priceStatus":"KNOWN","started":1000000,\
			"firstToken":119000000,"total":250000000,"serviceTier":"default"}]}""";

	private static final String EARLIER_ACCEPTANCE = """
			{"caller":{"organisationId":"00000000-0000-0000-0000-000000000009",\
			"teamId":"00000000-0000-0000-0000-000000000001","team":"search",\
			"keyId":"00000000-0000-0000-0000-000000000002","key":"first","zone":"Z"},"feature":"summary",\
			"modelRequested":"gpt-4o-mini","policy":"in-order","deployment":"openai/gpt-4o-mini","stream":true,\
			"inputTokens":12345}""";

	private static final Instant MOMENT = Instant.parse("2026-03-16T09:30:00.123456789Z");

	@Property(tries = 200)
	void whatIsWrittenIsRead(@ForAll("records") CallRecord record) {
		assertThat(RecordJson.record(record.id(), RecordJson.write(record, true))).isEqualTo(record);
	}

	@Property(tries = 50)
	void callsAsTheyComeAreRead(@ForAll long seed) {
		CallRecord record = new SampleCalls(seed).at(MOMENT);
		assertThat(RecordJson.record(record.id(), RecordJson.write(record, true))).isEqualTo(record);
	}

	@Test
	void anAcceptanceIsRead() {
		Acceptance call = new Acceptance(CallId.next(Clock.systemUTC()), SampleCalls.caller("search"),
				new Labels("f", "s", "t", "u"), "chat", "gpt-4o-mini", "auto", "openai/gpt-4o-mini", true, 12_345);
		assertThat(RecordJson.acceptance(call.id(), RecordJson.write(call))).isEqualTo(call);
	}

	@Test
	void entriesFromBeforeOperationsWereRecordedAreRead() {
		CallRecord record = SampleCalls.constant(null);
		byte[] written = EARLIER_RECORD.getBytes(StandardCharsets.UTF_8);
		assertThat(RecordJson.record(record.id(), written)).isEqualTo(record);
		Acceptance call = RecordJson.acceptance(record.id(), EARLIER_ACCEPTANCE.getBytes(StandardCharsets.UTF_8));
		assertThat(call.operation()).isNull();
		assertThat(call.modelRequested()).isEqualTo("gpt-4o-mini");
	}

	@Test
	void anotherVersionsFieldsAreNoObstacle() {
		CallRecord record = new SampleCalls(1).at(MOMENT);
		String json = new String(RecordJson.write(record, true), StandardCharsets.UTF_8);
		byte[] more = json.replaceFirst("\\{", "{\"later\":{\"x\":[1]},").getBytes(StandardCharsets.UTF_8);
		assertThat(RecordJson.record(record.id(), more)).isEqualTo(record);
	}

	@Provide
	Arbitrary<CallRecord> records() {
		Arbitrary<String> text = Arbitraries.strings().ofMaxLength(40).injectNull(0.3);
		Arbitrary<Labels> labels = Combinators.combine(text, text, text, text).as(Labels::new);
		Arbitrary<Served> served = Combinators
			.combine(Arbitraries.strings().ofMaxLength(10), Arbitraries.strings().ofMaxLength(10),
					Arbitraries.of(true, false))
			.as((provider, model, simulated) -> new Served(provider + "/" + model, provider, model, simulated));
		Arbitrary<AttemptRecord> attempt = Combinators
			.combine(served, Arbitraries.of(Outcome.class), text, text, usage(), cost(), duration(), duration())
			.as((asked, outcome, kind, failure, usage, cost, started, retry) -> new AttemptRecord(1, asked, outcome,
					503, kind, failure, usage, cost, started, retry, started, retry));
		Arbitrary<GuardEvent> event = Combinators
			.combine(Arbitraries.strings().ofMaxLength(10), Arbitraries.integers().between(0, 99),
					Arbitraries.of(GuardEvent.Direction.class), Arbitraries.of(GuardEvent.Action.class))
			.as((guard, count, direction, action) -> new GuardEvent(guard, "email", count, direction, action));
		Arbitrary<Caller> caller = Arbitraries
			.of(SampleCalls.caller("search"),
					new Caller(new UUID(1, 2), new UUID(3, 4), "t\"", new UUID(5, 6), "k", ZoneId.of("Europe/Berlin"),
							Set.of()))
			.injectNull(0.3);
		Arbitrary<CallRecord> bare = Combinators
			.combine(caller, labels, text, served.injectNull(0.3), usage(), cost(), event.list().ofMaxSize(3),
					attempt.list().ofMaxSize(3))
			.as((who, label, name, by, usage, cost, events, attempts) -> new CallRecord(CallId.next(Clock.systemUTC()),
					MOMENT, who, label, name, name, name, by, true, Outcome.FAILED, 502, name, usage, cost,
					cost.usd().negate(), null, null, events, new Timing(null, Duration.ofNanos(1), Duration.ZERO), null,
					attempts));
		return Combinators
			.combine(bare, Arbitraries.of(CacheUse.class).injectNull(0.3), Arbitraries.of(Outcome.class),
					duration().injectNull(0.3))
			.as((r, cache, outcome, first) -> new CallRecord(r.id(), r.endedAt(), r.caller(), r.labels(), r.operation(),
					r.modelRequested(), r.policy(), r.served(), cache == null, outcome, r.status(), r.errorCode(),
					r.usage(), r.cost(), r.baselineUsd(), r.savedUsd(), cache, r.guardEvents(),
					new Timing(first, Duration.ofDays(1), first), null, List.copyOf(r.attempts())));
	}

	private static Arbitrary<Usage> usage() {
		return Combinators
			.combine(Arbitraries.of(TokenClass.class), Arbitraries.longs().between(0, Long.MAX_VALUE / 4),
					Arbitraries.of(true, false), Arbitraries.of(UsageMark.class).set().ofMaxSize(3))
			.as((tokenClass, count, estimated, marks) -> {
				Usage.Builder usage = Usage.builder().add(tokenClass, count).searches(count % 5);
				marks.forEach(usage::mark);
				return (estimated ? usage.estimated() : usage).build();
			});
	}

	private static Arbitrary<Cost> cost() {
		return Combinators
			.combine(Arbitraries.bigDecimals().between(BigDecimal.ZERO, new BigDecimal("1e12")).ofScale(18),
					Arbitraries.of(PriceStatus.class))
			.as(Cost::new);
	}

	private static Arbitrary<Duration> duration() {
		return Arbitraries.longs().between(0, Duration.ofDays(30).toNanos()).map(Duration::ofNanos);
	}

}
