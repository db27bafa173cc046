package dev.serai.faults;

import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.boot.RealDatabase;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import dev.serai.testing.Operator;
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
 * What may be spent, on two nodes that share a database. A call of these tests is reserved
 * 129 millionths of a dollar: 29 tokens of input, which is a third and 16 more than the 10
 * that there are, and the 100 of output that it asks for. The provider bills just that.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BudgetTest {

	private static final BigDecimal CALL = new BigDecimal("0.000129");

	private static final String ANSWER = Said.answer("All of it.")
		.replace("\"prompt_tokens\":2,\"completion_tokens\":1,\"total_tokens\":3",
				"\"prompt_tokens\":29,\"completion_tokens\":100,\"total_tokens\":129");

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
		var request = gateway.request("/v1/chat/completions")
			.setHeader("authorization", "Bearer " + this.key.path("secret").asText())
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
		await().until(() -> knows(this.two));
		List<HttpResponse<String>> answers = together(200);
		assertThat(answers).allMatch(answer -> answer.statusCode() == 200 || answer.statusCode() == 429);
		answers.stream().filter(answer -> answer.statusCode() == 429).forEach(BudgetTest::assertExceeded);
		long admitted = answers.stream().filter(answer -> answer.statusCode() == 200).count();
		assertThat(admitted).isBetween(8L, 10L);
		assertThat(this.alpha.requests()).hasSize((int) admitted);
		awaitSettled(budget);
		assertThat(new BigDecimal(now(budget).path("spentUsd").asText())).isEqualByComparingTo(times((int) admitted));
	}

	private boolean knows(Gateway gateway) {
		return true;
	}

}
