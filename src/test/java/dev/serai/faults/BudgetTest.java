package dev.serai.faults;

import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.sql.DataSource;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.platform.database.embedded.RealDatabase;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import dev.serai.testing.Operator;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What may be spent, on two nodes that share a database. A call of these tests is
 * reserved 129 millionths of a dollar: 29 tokens of input, which is a third and 16 more
 * than the 10 that there are, and the 100 of output that it asks for. The provider bills
 * just that.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BudgetTest {

	private static final BigDecimal CALL = new BigDecimal("0.000125");

	private static final String ANSWER = Said.answer("All of it.")
		.replace("\"prompt_tokens\":2,\"completion_tokens\":1,\"total_tokens\":3",
				"\"prompt_tokens\":25,\"completion_tokens\":100,\"total_tokens\":125");

	private final FakeProvider alpha = new FakeProvider();

	private final FakeProvider beta = new FakeProvider();

	private Gateway one;

	private Gateway two;

	private Operator operator;

	private JsonNode team;

	private JsonNode key;

	@BeforeAll
	void start() {
		OwnConfiguration configuration = new OwnConfiguration().provider("alpha", "openai", this.alpha.url() + "/v1")
			.provider("beta", "openai", this.beta.url() + "/v1")
			.model("priced", "alpha")
			.model("pair", "alpha", "beta")
			.setting(Gateway.DATABASE, RealDatabase.freshUrl())
			// Leases are given back sooner than by default, so that the tests end sooner.
			.morePolicies("budgets: { outageCover: 1s }\n")
			.setting("serai.key-pepper", "YSBwZXBwZXIgdGhhdCB0d28gbm9kZXMgc2hhcmUgaW4gdGVzdHM=");
		this.one = configuration.start();
		this.two = configuration.start();
		this.operator = new Operator(this.one);
	}

	@AfterAll
	void stop() {
		this.one.close();
		this.two.close();
		this.alpha.close();
		this.beta.close();
	}

	@BeforeEach
	void aNewTeam() {
		List.of(this.one, this.two).forEach(Gateway::closeBreakers);
		this.alpha.plays((request, wire) -> wire.json(200, ANSWER)).forget();
		this.beta.plays((request, wire) -> wire.json(200, ANSWER)).forget();
		this.team = this.operator.newTeam();
		this.key = this.operator.newKey(this.team, "");
	}

	private JsonNode budget(String fields) {
		HttpResponse<String> made = this.operator.post("/api/budgets", "{" + fields + "}");
		assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
		return Gateway.json(made);
	}

	private JsonNode teamBudget(BigDecimal limit) {
		return budget("\"scope\":\"team\",\"teamId\":\"" + this.team.path("id").asText()
				+ "\",\"period\":\"month\",\"limitUsd\":\"" + limit.toPlainString() + "\"");
	}

	private JsonNode keyBudget(BigDecimal limit) {
		return budget("\"scope\":\"key\",\"keyId\":\"" + this.key.path("id").asText()
				+ "\",\"period\":\"day\",\"limitUsd\":\"" + limit.toPlainString() + "\"");
	}

	private HttpResponse<String> change(JsonNode budget, String fields) {
		return this.one.send(this.one.admin("/api/budgets/" + budget.path("id").asText())
			.method("PATCH", BodyPublishers.ofString("{" + fields + "}"))
			.build());
	}

	private JsonNode now(JsonNode budget) {
		return Gateway.json(this.operator.get("/api/budgets/" + budget.path("id").asText()));
	}

	private static BigDecimal times(int calls) {
		return CALL.multiply(BigDecimal.valueOf(calls));
	}

	private HttpResponse<String> chat(Gateway gateway, String model, String... headers) {
		return chat(gateway, this.key, model, headers);
	}

	private static HttpResponse<String> chat(Gateway gateway, JsonNode key, String model, String... headers) {
		var request = gateway.admin("/v1/chat/completions")
			.setHeader("authorization", "Bearer " + key.path("secret").asText())
			.POST(BodyPublishers.ofString(Said.request(model).replaceFirst("\\{", "{\"max_tokens\":100,")));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return gateway.send(request.build());
	}

	private List<HttpResponse<String>> together(int calls) throws Exception {
		CountDownLatch go = new CountDownLatch(1);
		try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<HttpResponse<String>>> running = new ArrayList<>();
			for (int i = 0; i < calls; i++) {
				Gateway gateway = (i % 2 == 0) ? this.one : this.two;
				running.add(callers.submit(() -> {
					go.await();
					return chat(gateway, "priced");
				}));
			}
			go.countDown();
			List<HttpResponse<String>> answers = new ArrayList<>();
			for (Future<HttpResponse<String>> answer : running) {
				answers.add(answer.get());
			}
			return answers;
		}
	}

	private void awaitSettled(JsonNode budget) {
		await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
			JsonNode stands = now(budget);
			assertThat(stands.path("reservedUsd").asText()).isEqualTo("0");
			assertThat(new BigDecimal(stands.path("spentUsd").asText())).isEqualByComparingTo(this.one.database()
				.sql("SELECT coalesce(sum(cost_usd), 0) FROM call WHERE team_id = ?::uuid")
				.param(this.team.path("id").asText())
				.query(BigDecimal.class)
				.single());
		});
	}

	private static void assertExceeded(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
		assertThat(Scene.error(answer)).isEqualTo("budget_exceeded");
		assertThat(Gateway.json(answer).path("error").path("type").asText()).isEqualTo("insufficient_quota");
		assertThat(Scene.header(answer, "x-should-retry")).isEqualTo("false");
	}

	@Test
	void B01_twoHundredCallsAtOnceAgainstABudgetForTenOnTwoNodes() throws Exception {
		JsonNode budget = teamBudget(times(10));
		awaitKnown();
		List<HttpResponse<String>> answers = together(200);
		assertThat(answers).filteredOn(answer -> answer.statusCode() != 200 && answer.statusCode() != 429)
			.extracting(HttpResponse::body)
			.isEmpty();
		answers.stream().filter(answer -> answer.statusCode() == 429).forEach(BudgetTest::assertExceeded);
		long admitted = answers.stream().filter(answer -> answer.statusCode() == 200).count();
		assertThat(admitted).isBetween(8L, 10L);
		assertThat(this.alpha.requests()).hasSize((int) admitted);
		awaitSettled(budget);
		assertThat(new BigDecimal(now(budget).path("spentUsd").asText())).isEqualByComparingTo(times((int) admitted));
	}

	@Test
	void B02_theFirstCallsOfANewKeyAtOnceOnTwoNodes() throws Exception {
		JsonNode budget = keyBudget(times(5));
		awaitKnown();
		assertThat(together(100).stream().filter(answer -> answer.statusCode() == 200)).hasSizeBetween(3, 5);
		awaitSettled(budget);
	}

	@Test
	void P4_whatIsSpentAndLeasedNeverExceedsTheLimitAtAnyMoment() throws Exception {
		JsonNode budget = teamBudget(times(40));
		awaitKnown();
		List<BigDecimal> seen = new CopyOnWriteArrayList<>();
		AtomicBoolean done = new AtomicBoolean();
		Thread watcher = Thread.ofVirtual().start(() -> {
			while (!done.get()) {
				seen.add(this.one.database()
					.sql("""
							SELECT p.spent_usd + (SELECT coalesce(sum(amount_usd), 0) FROM budget_lease l
							         WHERE l.budget_id = p.budget_id AND l.period_start = p.period_start)
							  FROM budget_period p WHERE p.budget_id = ?::uuid ORDER BY p.period_start LIMIT 1""")
					.param(budget.path("id").asText())
					.query(BigDecimal.class)
					.single());
			}
		});
		List<HttpResponse<String>> answers = together(300);
		awaitSettled(budget);
		done.set(true);
		watcher.join();
		assertThat(seen).hasSizeGreaterThan(10).allMatch(sum -> sum.compareTo(times(40)) <= 0);
		assertThat(answers.stream().filter(answer -> answer.statusCode() == 200)).hasSizeBetween(30, 40);
	}

	@Test
	void B03_zeroIsNothingAndTheTightestOfNestedBudgetsHolds() {
		JsonNode team = teamBudget(times(2));
		JsonNode key = keyBudget(times(1));
		JsonNode feature = budget("\"scope\":\"feature\",\"teamId\":\"" + this.team.path("id").asText()
				+ "\",\"feature\":\"f\",\"period\":\"total\",\"limitUsd\":\"0\"");
		assertExceeded(chat(this.one, "priced", "x-serai-feature", "f"));
		assertThat(Gateway.json(chat(this.one, "priced", "x-serai-feature", "f")).at("/error/message").asText())
			.contains("total budget of the feature f");
		assertThat(chat(this.one, "priced").statusCode()).isEqualTo(200);
		HttpResponse<String> second = chat(this.one, "priced");
		assertExceeded(second);
		assertThat(Gateway.json(second).at("/error/message").asText())
			.contains("daily budget of the key " + this.team.path("name").asText() + " / k ")
			.contains("0.000125 USD until")
			.contains("has 0 USD left")
			.contains("up to 0.000125 USD");
		assertThat(change(key, "\"limitUsd\":\"1\"").statusCode()).isEqualTo(200);
		assertThat(chat(this.one, "priced").statusCode()).isEqualTo(200);
		assertThat(Gateway.json(chat(this.one, "priced")).at("/error/message").asText())
			.contains("monthly budget of the team " + this.team.path("name").asText());
		assertThat(this.operator.delete("/api/budgets/" + team.path("id").asText()).statusCode()).isEqualTo(204);
		assertThat(chat(this.one, "priced").statusCode()).as("a budget that is gone holds nobody").isEqualTo(200);
		awaitSettled(key);
		assertThat(now(feature).path("spentUsd").asText()).isEqualTo("0");
	}

	@Test
	void B03_aLoweredLimitHoldsForTheNextAdmissionAndLeavesWhatIsUnderWayAlone() throws Exception {
		JsonNode budget = teamBudget(times(1_000));
		assertThat(chat(this.one, "priced").statusCode()).isEqualTo(200);
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch answer = new CountDownLatch(1);
		this.alpha.plays((request, wire) -> {
			asked.countDown();
			awaitQuietly(answer);
			wire.json(200, ANSWER);
		});
		try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<HttpResponse<String>> underWay = callers.submit(() -> chat(this.one, "priced"));
			asked.await();
			assertThat(change(budget, "\"limitUsd\":\"" + times(1).toPlainString() + "\"").statusCode()).isEqualTo(200);
			assertExceeded(chat(this.one, "priced"));
			answer.countDown();
			assertThat(underWay.get().statusCode()).isEqualTo(200);
		}
		awaitSettled(budget);
		assertThat(now(budget).path("remainingUsd").asText()).isEqualTo("-0.000125");
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-1", "NaN", "1e309", "\"10\"", "1.5", "9223372036854775808" })
	void B04_aStrangeLimitOfOutputIsRefusedByItsName(String value) {
		HttpResponse<String> answer = this.one.send(this.one.admin("/v1/chat/completions")
			.setHeader("authorization", "Bearer " + this.key.path("secret").asText())
			.POST(BodyPublishers.ofString(Said.request("priced").replaceFirst("\\{", "{\"max_tokens\":" + value + ",")))
			.build());
		assertThat(answer.statusCode()).isEqualTo(400);
		if (!value.equals("NaN")) {
			assertThat(Gateway.json(answer).at("/error/param").asText()).isEqualTo("max_tokens");
		}
	}

	@Test
	void B04_withoutALimitOfOutputTheModelsOwnIsReserved() {
		teamBudget(times(1));
		HttpResponse<String> answer = this.one.send(this.one.admin("/v1/chat/completions")
			.setHeader("authorization", "Bearer " + this.key.path("secret").asText())
			.POST(BodyPublishers.ofString(Said.request("priced")))
			.build());
		assertExceeded(answer);
		assertThat(Gateway.json(answer).at("/error/message").asText()).contains("up to 0.001025 USD");
	}

	@Test
	void B14_aDearerFallbackIsToppedUpOrPassedOver() {
		this.alpha.plays(Said.failing(500));
		// The pair's second costs three hundred times as much.
		JsonNode budget = teamBudget(times(400));
		HttpResponse<String> covered = chat(this.one, "pair");
		assertThat(covered.statusCode()).as(covered.body()).isEqualTo(200);
		assertThat(Scene.header(covered, "x-serai-provider")).isEqualTo("beta");
		HttpResponse<String> passedOver = chat(this.one, "pair");
		assertThat(passedOver.statusCode()).isEqualTo(502);
		assertThat(this.beta.requests()).hasSize(1);
		awaitSettled(budget);
		assertThat(now(budget).path("spentUsd").asText()).isEqualTo("0.0375");
	}

	@Test
	void aFailedCallCostsNothingAndHoldsNothing() {
		this.alpha.plays(Said.failing(500));
		JsonNode budget = teamBudget(times(2));
		for (int i = 0; i < 4; i++) {
			assertThat(chat(this.one, "priced").statusCode()).isNotEqualTo(429);
		}
		awaitSettled(budget);
		assertThat(now(budget).path("spentUsd").asText()).isEqualTo("0");
	}

	@Test
	void aBudgetCountsWhatWasSpentBeforeItWasMade() {
		this.operator.recordOf(chat(this.one, "priced"));
		JsonNode budget = teamBudget(times(2));
		assertThat(budget.path("spentUsd").asText()).isEqualTo("0.000125");
		assertThat(chat(this.one, "priced").statusCode()).isEqualTo(200);
		assertExceeded(chat(this.one, "priced"));
	}

	@Test
	void aSoftLimitRaisesOneAlertAndRefusesNobody() {
		JsonNode budget = budget("\"scope\":\"team\",\"teamId\":\"" + this.team.path("id").asText()
				+ "\",\"period\":\"week\",\"limitUsd\":\"" + times(2).toPlainString()
				+ "\",\"softPercent\":[50,100],\"hard\":false");
		for (int i = 0; i < 4; i++) {
			this.operator.recordOf(chat(this.one, "priced"));
		}
		await().untilAsserted(() -> assertThat(alerts(budget)).containsExactlyInAnyOrder(50, 100));
		assertThat(now(budget).path("remainingUsd").asText()).isEqualTo("-0.00025");
		assertThat(this.one.part(MeterRegistry.class).get("serai.budget.alerts").counter().count()).isPositive();
	}

	private List<Integer> alerts(JsonNode budget) {
		List<Integer> percents = new ArrayList<>();
		Gateway.json(this.operator.get("/api/alerts")).path("data").forEach(alert -> {
			if (alert.path("budgetId").asText().equals(budget.path("id").asText())) {
				percents.add(alert.path("percent").asInt());
			}
		});
		return percents;
	}

	@Test
	void D04_aLockedBudgetRowIsNotWaitedForAndDelaysNoOtherTeam() throws Exception {
		JsonNode budget = teamBudget(times(1_000_000));
		JsonNode locked = this.key;
		aNewTeam();
		JsonNode otherBudget = teamBudget(times(1_000_000));
		try (Connection holder = this.one.part(DataSource.class).getConnection()) {
			holder.setAutoCommit(false);
			try (var lock = holder
				.prepareStatement("SELECT 1 FROM budget_period WHERE budget_id = ?::uuid FOR UPDATE")) {
				lock.setString(1, budget.path("id").asText());
				lock.execute();
			}
			for (int i = 0; i < 3; i++) {
				long start = System.nanoTime();
				HttpResponse<String> refused = chat(this.one, locked, "priced");
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(600));
				assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
				assertThat(Scene.error(refused)).isEqualTo("dependency_unavailable");
				assertThat(Scene.header(refused, "retry-after")).isEqualTo("1");
				assertThat(chat(this.one, "priced").statusCode()).isEqualTo(200);
			}
			holder.rollback();
		}
		assertThat(chat(this.one, locked, "priced").statusCode()).isEqualTo(200);
		awaitSettled(otherBudget);
	}

	/** Both nodes know the budgets that were made before. */
	private void awaitKnown() {
		JsonNode other = this.operator.newTeam();
		JsonNode last = this.operator.newKey(other, "");
		budget("\"scope\":\"key\",\"keyId\":\"" + last.path("id").asText()
				+ "\",\"period\":\"total\",\"limitUsd\":\"0\"");
		for (Gateway gateway : List.of(this.one, this.two)) {
			await().atMost(Duration.ofSeconds(5)).until(() -> chat(gateway, last, "priced").statusCode() == 429);
		}
		this.alpha.forget();
	}

}
