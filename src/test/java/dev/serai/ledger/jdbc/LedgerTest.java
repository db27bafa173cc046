package dev.serai.ledger.jdbc;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.access.Operator;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.insight.analytics.Analytics;
import dev.serai.insight.analytics.CallDetail;
import dev.serai.insight.analytics.CallFilter;
import dev.serai.insight.analytics.CallPage;
import dev.serai.insight.analytics.CallSummary;
import dev.serai.insight.analytics.Dimension;
import dev.serai.insight.analytics.Page;
import dev.serai.insight.analytics.Spend;
import dev.serai.insight.analytics.UsageQuery;
import dev.serai.insight.analytics.UsageReports;
import dev.serai.insight.analytics.UsageSum;
import dev.serai.insight.analytics.UsageSums;
import dev.serai.insight.analytics.jdbc.JdbcCallHistory;
import dev.serai.insight.analytics.jdbc.JdbcNames;
import dev.serai.insight.analytics.jdbc.JdbcUsageSums;
import dev.serai.insight.analytics.jdbc.RollUps;
import dev.serai.ledger.CallRecord;
import dev.serai.ledger.SampleCalls;
import dev.serai.ledger.Served;
import dev.serai.platform.database.Database;
import dev.serai.platform.database.Partitions;
import dev.serai.platform.database.embedded.RealDatabase;
import dev.serai.platform.error.CallRefused;
import dev.serai.platform.json.StrictJson;
import dev.serai.testing.Sums;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LedgerTest {

	private static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");

	private JdbcLedger ledger;

	private Analytics analytics;

	private UsageSums sums;

	private UsageReports reports;

	@BeforeEach
	void open() {
		Database database = RealDatabase.empty();
		this.ledger = new JdbcLedger(database, List.of(new RollUps()));
		this.sums = new JdbcUsageSums(database);
		this.analytics = new Analytics(new JdbcCallHistory(database, Clock.systemUTC(), System::nanoTime));
		this.reports = new UsageReports(this.sums, new JdbcNames(database), Clock.systemUTC());
	}

	private static List<CallRecord> calls(long seed, int count, Duration within) {
		SampleCalls samples = new SampleCalls(seed);
		Random random = new Random(seed);
		return IntStream.range(0, count)
			.mapToObj(i -> samples.at(NOON.plusMillis(random.nextLong(within.toMillis()))))
			.toList();
	}

	private CallPage calls(String... parameters) {
		ObjectNode sent = JsonNodeFactory.instance.objectNode();
		for (int i = 0; i < parameters.length; i += 2) {
			sent.put(parameters[i], parameters[i + 1]);
		}
		return this.analytics.calls(Operator.ADMIN_KEY, StrictJson.part(sent, CallFilter.class),
				StrictJson.part(sent, Page.class), null);
	}

	private Spend spend(@Nullable Dimension by, @Nullable Instant from, @Nullable Instant to) {
		return this.reports.spend(Operator.ADMIN_KEY, new UsageReports.SpendQuestion(by, from, to));
	}

	@Test
	void aBatchAppendedAgainChangesNothing() {
		List<CallRecord> batch = calls(1, 200, Duration.ofHours(3));
		this.ledger.append(batch);
		List<UsageSum> once = by(Dimension.TEAM);
		this.ledger.append(batch);
		List<CallRecord> twiceInOne = new ArrayList<>(batch.subList(0, 10));
		twiceInOne.addAll(batch.subList(0, 10));
		this.ledger.append(twiceInOne);
		assertThat(by(Dimension.TEAM)).isEqualTo(once);
		assertThat(count("call")).isEqualTo(200);
		assertThat(count("attempt")).isEqualTo(200);
	}

	private List<UsageSum> by(Dimension dimension) {
		return this.sums
			.sums(new UsageQuery(dimension, null, Instant.EPOCH, NOON.plus(Duration.ofDays(9)), null, ZoneOffset.UTC));
	}

	@Test
	void sumsEqualTheLedgerWhenOverlappingBatchesAreAppendedAtOnce() throws Exception {
		List<CallRecord> calls = calls(2, 1_000, Duration.ofHours(4));
		try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<?>> running = new ArrayList<>();
			for (int start = 0; start < 900; start += 50) {
				List<CallRecord> batch = calls.subList(start, Math.min(start + 150, 1_000));
				running.add(writers.submit(() -> this.ledger.append(batch)));
			}
			for (Future<?> writer : running) {
				writer.get();
			}
		}
		assertThat(count("call")).isEqualTo(1_000);
		Sums.assertEqualLedger(RealDatabase.client());
		assertThat(by(Dimension.TEAM)).hasSize(4).isEqualTo(reckonedAnew(Dimension.TEAM));
	}

	private List<UsageSum> reckonedAnew(Dimension dimension) {
		RealDatabase.client().sql("CALL roll_up_all()").update();
		return by(dimension);
	}

	@Test
	void pagesHoldEachCallOnceNewestFirstThoughManyCameInOneMillisecond() {
		List<CallRecord> calls = calls(4, 100, Duration.ofMillis(3));
		this.ledger.append(calls);
		List<CallSummary> seen = new ArrayList<>();
		String next = null;
		do {
			CallPage page = calls("limit", "7", "before", next);
			seen.addAll(page.data());
			next = page.next();
			this.ledger.append(List.of(new SampleCalls(seen.size()).at(NOON.plusSeconds(seen.size()))));
		}
		while (next != null);
		assertThat(seen).extracting(summary -> summary.call().id())
			.containsExactlyInAnyOrderElementsOf(calls.stream().map(CallRecord::id).toList());
		assertThat(seen).isSortedAccordingTo((a, b) -> b.call().at().compareTo(a.call().at()));
	}

	@Test
	void pagesCanBeNarrowed() {
		List<CallRecord> calls = calls(5, 300, Duration.ofHours(1));
		this.ledger.append(calls);
		assertThat(calls("team", "billing", "model", "gpt-small", "provider", "openai", "outcome", "OK", "feature",
				"chat", "limit", "500")
			.data()).isNotEmpty().allSatisfy(found -> {
				assertThat(found.call().team()).isEqualTo("billing");
				assertThat(found.call().deployment()).isEqualTo("openai/gpt-small");
				assertThat(found.call().outcome()).isEqualTo("ok");
				assertThat(found.call().feature()).isEqualTo("chat");
			});
		assertThat(calls("team", "no\0body").data()).isEmpty();
	}

	@Test
	void aCallIsFoundWholeByItsIdAlone() {
		CallRecord call = calls(6, 1, Duration.ofDays(1)).getFirst();
		this.ledger.append(List.of(call));
		CallDetail found = this.analytics.call(Operator.ADMIN_KEY, call.id().toString());
		assertThat(found.call().at()).isEqualTo(call.at());
		assertThat(new BigDecimal(found.call().costUsd())).isEqualByComparingTo(call.cost().usd());
		assertThat(found.call().overheadMs()).isEqualTo(0.412345);
		assertThat(found.call().usage()).containsEntry("cacheRead", call.usage().tokens(TokenClass.CACHE_READ))
			.containsEntry("cacheWrite5m", 0L)
			.containsEntry("estimated", false);
		assertThat(found.attempts()).singleElement()
			.satisfies(attempt -> assertThat(attempt.deployment()).isEqualTo(call.served().deployment()));
		assertThat(found.decision().at("/candidates/0/factors/0/contribution").doubleValue()).isEqualTo(0.364);
		assertThat(found.decision().at("/excluded/0/reason").textValue()).isEqualTo("window");
	}

	@Test
	void textThatNoDatabaseTakesIsRecordedAllTheSame() {
		String ugly = "a\0b\uD800c\uD83D\uDE00'; DROP TABLE call; --\\\"{}," + "x".repeat(5_000);
		CallRecord call = new SampleCalls(7).with(NOON, "t\u00E9am", ugly, new Served(ugly, ugly, ugly, false));
		this.ledger.append(List.of(call));
		assertThat(calls().data()).singleElement().satisfies(found -> {
			assertThat(found.call().feature()).startsWith("a\uFFFDb\uFFFDc\uD83D\uDE00'; DROP TABLE call; --\\\"{},x")
				.hasSize(256);
			assertThat(found.call().model()).hasSize(256);
		});
	}

	@Test
	void anUnknownCostIsNullToCallersAndCountedApart() {
		CallRecord known = calls(8, 50, Duration.ofHours(1)).stream()
			.filter(call -> call.cost().isUnknown())
			.findFirst()
			.orElseThrow();
		this.ledger.append(List.of(known));
		assertThat(this.analytics.call(Operator.ADMIN_KEY, known.id().toString()).call().costUsd()).isNull();
		assertThat(spend(Dimension.TEAM, null, null).data()).singleElement().satisfies(item -> {
			assertThat(item.unknownCalls()).isEqualTo(1);
			assertThat(item.costUsd()).isEqualTo("0");
		});
	}

	@Test
	void callsOfAMonthWithoutPartitionAreKeptAndMoveToItOnceItIsMade() {
		List<CallRecord> calls = calls(9, 20, Duration.ofHours(1));
		RealDatabase.client().sql("DROP TABLE IF EXISTS call_202603, attempt_202603").update();
		this.ledger.append(calls);
		assertThat(count("call_default")).isEqualTo(20);
		new Partitions(RealDatabase.database()).ensure(NOON);
		assertThat(count("call_default")).isZero();
		assertThat(count("call_202603")).isEqualTo(20);
		assertThat(count("attempt_202603")).isEqualTo(20);
		this.ledger.append(calls);
		assertThat(count("call")).isEqualTo(20);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "'; --", "AAAA", "====" })
	void aWrongCursorIsRefused(String before) {
		assertRefused(() -> calls("before", before), 400, "before");
	}

	@Test
	void otherWrongParametersAreRefused() {
		assertRefused(() -> spend(null, null, null), 400, "by");
		assertRefused(() -> spend(Dimension.TEAM, NOON, NOON.minusMillis(1)), 400, "to");
		assertRefused(() -> this.analytics.call(Operator.ADMIN_KEY, "no id"), 404, null);
		assertRefused(() -> this.analytics.call(Operator.ADMIN_KEY, "ffffffff-ffff-ffff-ffff-ffffffffffff"), 404, null);
	}

	private static void assertRefused(ThrowingCallable question, int status, String param) {
		assertThatThrownBy(question).isInstanceOfSatisfying(CallRefused.class, refused -> {
			assertThat(refused.error().status()).isEqualTo(status);
			assertThat(refused.error().param()).isEqualTo(param);
		});
	}

	private static long count(String table) {
		return RealDatabase.client().sql("SELECT count(*) FROM " + table).query(Long.class).single();
	}

}
