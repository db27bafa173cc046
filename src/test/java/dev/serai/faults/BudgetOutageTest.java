package dev.serai.faults;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.limit.StallingLine;
import dev.serai.platform.database.embedded.RealDatabase;
import dev.serai.testing.BreakableLine;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import dev.serai.testing.Operator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Budgets while their database is away, and prices that nobody knows. */
class BudgetOutageTest {

	private static final String CALL = "{\"model\":\"%s\",\"max_tokens\":100,"
			+ "\"messages\":[{\"role\":\"user\",\"content\":\"Say something.\"}]}";

	/** Five tokens more than are reserved. */
	private static final String DEAR = Said.answer("All of it.")
		.replace("\"prompt_tokens\":2,\"completion_tokens\":1,\"total_tokens\":3",
				"\"prompt_tokens\":30,\"completion_tokens\":100,\"total_tokens\":130");

	private static final String CHEAP = Said.answer("All of it.")
		.replace("\"prompt_tokens\":2,\"completion_tokens\":1,\"total_tokens\":3",
				"\"prompt_tokens\":10,\"completion_tokens\":50,\"total_tokens\":60");

	private static final BigDecimal COST = new BigDecimal("0.00006");

	private static JsonNode budget(Gateway gateway, JsonNode key, String limit) {
		HttpResponse<String> made = new Operator(gateway).post("/api/budgets", "{\"scope\":\"key\",\"keyId\":\""
				+ key.path("id").asText() + "\",\"period\":\"total\",\"limitUsd\":\"" + limit + "\"}");
		assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
		return Gateway.json(made);
	}

	private static HttpResponse<String> chat(Gateway gateway, JsonNode key, String model) {
		return gateway.send(gateway.admin("/v1/chat/completions")
			.setHeader("authorization", "Bearer " + key.path("secret").asText())
			.POST(BodyPublishers.ofString(CALL.formatted(model)))
			.build());
	}

	@Test
	void D04_whileTheDatabaseIsAwayWhatIsAtHandIsUsedUpAndThenNothingIsFree() throws IOException {
		String database = RealDatabase.freshUrl();
		try (FakeProvider alpha = new FakeProvider().plays((request, wire) -> wire.json(200, DEAR));
				BreakableLine line = new BreakableLine(RealDatabase.port(), true);
				Gateway gateway = new OwnConfiguration().provider("alpha", "openai", alpha.url() + "/v1")
					.model("priced", "alpha")
					.setting(Gateway.DATABASE, database.replaceAll(":\\d+/", ":" + line.port() + "/"))
					.start()) {
			Operator operator = new Operator(gateway);
			JsonNode key = operator.newKey(operator.newTeam(), "");
			JsonNode budget = budget(gateway, key, "0.01");
			assertThat(chat(gateway, key, "priced").statusCode()).isEqualTo(200);
			line.cut();
			AtomicInteger served = new AtomicInteger(1);
			await().atMost(Duration.ofSeconds(10)).until(() -> {
				long start = System.nanoTime();
				HttpResponse<String> answer = chat(gateway, key, "priced");
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1_500));
				if (answer.statusCode() == 200) {
					served.incrementAndGet();
					return false;
				}
				assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
				assertThat(Scene.error(answer)).isEqualTo("dependency_unavailable");
				return true;
			});
			line.mend();
			await().atMost(Duration.ofSeconds(15)).until(() -> {
				boolean works = chat(gateway, key, "priced").statusCode() == 200;
				served.addAndGet(works ? 1 : 0);
				return works;
			});
			BigDecimal spent = new BigDecimal("0.00013").multiply(BigDecimal.valueOf(served.get()));
			await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
				JsonNode now = Gateway.json(operator.get("/api/budgets/" + budget.path("id").asText()));
				assertThat(new BigDecimal(now.path("spentUsd").asText())).isEqualByComparingTo(spent);
				assertThat(now.path("reservedUsd").asText()).isEqualTo("0");
			});
		}
	}

	/**
	 * Three callers on three budgets, before, during and after a stall of the database.
	 */
	@Test
	void D04_aStallOfThirtySecondsRefusesNoCallWhileMuchIsLeftAndOverrunsNoBudget() throws Exception {
		String database = RealDatabase.freshUrl();
		try (FakeProvider alpha = new FakeProvider().plays((request, wire) -> wire.json(200, CHEAP));
				StallingLine line = new StallingLine(RealDatabase.port());
				Gateway gateway = new OwnConfiguration().provider("alpha", "openai", alpha.url() + "/v1")
					.model("priced", "alpha")
					.setting(Gateway.DATABASE, database.replaceAll(":\\d+/", ":" + line.port() + "/"))
					.start();
				Spender steady = new Spender(gateway, "1000", Duration.ofMillis(40));
				Spender rare = new Spender(gateway, "1000", Duration.ofSeconds(6));
				Spender nearItsLimit = new Spender(gateway, "0.006", Duration.ofMillis(200))) {
			await().atMost(Duration.ofSeconds(20)).until(() -> steady.served() > 100 && rare.served() > 0);
			long before = steady.served();
			line.stall();
			Instant end = Instant.now().plusSeconds(30);
			await().atMost(Duration.ofSeconds(40)).until(() -> Instant.now().isAfter(end));
			line.flow();
			assertThat(steady.served() - before).as("calls during the stall").isGreaterThan(500);
			assertThat(steady.refusals()).isEmpty();
			assertThat(rare.refusals()).isEmpty();
			await().atMost(Duration.ofSeconds(60)).until(() -> nearItsLimit.refusals().contains("429 budget_exceeded"));
			for (Spender spender : List.of(steady, rare, nearItsLimit)) {
				spender.close();
				await().atMost(Duration.ofSeconds(40))
					.untilAsserted(() -> assertThat(spender.standing("spentUsd"))
						.isEqualByComparingTo(COST.multiply(BigDecimal.valueOf(spender.served()))));
			}
			assertThat(steady.refusals()).isEmpty();
			assertThat(rare.refusals()).isEmpty();
			assertThat(nearItsLimit.standing("spentUsd")).isLessThanOrEqualTo(new BigDecimal("0.006"));
		}
	}

	/** Calls again and again with a key of its own, which has a budget of its own. */
	private static final class Spender implements AutoCloseable {

		private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

		private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

		private final AtomicInteger served = new AtomicInteger();

		private final List<String> refusals = new CopyOnWriteArrayList<>();

		private final Gateway gateway;

		private final JsonNode key;

		private final JsonNode budget;

		Spender(Gateway gateway, String limit, Duration every) {
			Operator operator = new Operator(gateway);
			this.gateway = gateway;
			this.key = operator.newKey(operator.newTeam(), "");
			this.budget = budget(gateway, this.key, limit);
			this.clock.scheduleAtFixedRate(() -> this.callers.execute(this::call), 0, every.toMillis(),
					TimeUnit.MILLISECONDS);
		}

		private void call() {
			HttpResponse<String> answer = chat(this.gateway, this.key, "priced");
			if (answer.statusCode() == 200) {
				this.served.incrementAndGet();
			}
			else {
				this.refusals.add(answer.statusCode() + " " + Scene.error(answer));
			}
		}

		int served() {
			return this.served.get();
		}

		List<String> refusals() {
			return this.refusals;
		}

		BigDecimal standing(String field) {
			return new BigDecimal(
					Gateway.json(new Operator(this.gateway).get("/api/budgets/" + this.budget.path("id").asText()))
						.path(field)
						.asText());
		}

		@Override
		public void close() {
			this.clock.shutdown();
			this.callers.close();
		}

	}

	@Test
	void B08_whereNoPriceIsKnownACallThatABudgetCoversIsRefused() {
		try (FakeProvider alpha = new FakeProvider().plays(Said.answering("Yes."));
				Gateway gateway = unpriced(alpha, "").start()) {
			Operator operator = new Operator(gateway);
			JsonNode key = operator.newKey(operator.newTeam(), "");
			assertThat(chat(gateway, key, "gift").statusCode()).as("no budget").isEqualTo(200);
			budget(gateway, key, "1");
			HttpResponse<String> refused = chat(gateway, key, "gift");
			assertThat(refused.statusCode()).isEqualTo(400);
			assertThat(Scene.error(refused)).isEqualTo("price_unknown");
			HttpResponse<String> half = chat(gateway, key, "half");
			assertThat(Scene.header(half, "x-serai-provider")).isEqualTo("beta");
			assertThat(operator.recordOf(half).at("/decision/excluded/0/reason").asText()).isEqualTo("price_unknown");
		}
	}

	@Test
	void B08_aCeilingStandsInForPricesThatNobodyKnows() {
		try (FakeProvider alpha = new FakeProvider().plays(Said.answering("Yes."));
				Gateway gateway = unpriced(alpha,
						"budgets: { unknownPrice: { mode: cap, inputPerMillion: 10, outputPerMillion: 20 } }\n")
					.start()) {
			Operator operator = new Operator(gateway);
			JsonNode key = operator.newKey(operator.newTeam(), "");
			JsonNode budget = budget(gateway, key, "0.00226");
			HttpResponse<String> answer = chat(gateway, key, "gift");
			assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
			assertThat(Scene.header(answer, "x-serai-price-status")).isEqualTo("estimated");
			assertThat(operator.recordOf(answer).path("costUsd").asText()).isEqualTo("0.00004");
			assertThat(
					Gateway.json(operator.get("/api/budgets/" + budget.path("id").asText())).path("spentUsd").asText())
				.isEqualTo("0.00004");
			assertThat(Scene.error(chat(gateway, key, "gift"))).isEqualTo("budget_exceeded");
		}
	}

	@Test
	void B08_whereUnknownPricesAreAllowedTheyAreFlaggedAndEndWithTheBudget() {
		try (FakeProvider alpha = new FakeProvider().plays(Said.answering("Yes."));
				Gateway gateway = unpriced(alpha, "budgets: { unknownPrice: { mode: allow } }\n").start()) {
			Operator operator = new Operator(gateway);
			JsonNode key = operator.newKey(operator.newTeam(), "");
			budget(gateway, key, "0.00013");
			HttpResponse<String> answer = chat(gateway, key, "gift");
			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(Scene.header(answer, "x-serai-price-status")).isEqualTo("unknown");
			alpha.plays((request, wire) -> wire.json(200, DEAR));
			assertThat(chat(gateway, key, "priced").statusCode()).isEqualTo(200);
			assertThat(Scene.error(chat(gateway, key, "gift"))).as("nothing is left").isEqualTo("budget_exceeded");
		}
	}

	private static OwnConfiguration unpriced(FakeProvider provider, String policies) {
		return new OwnConfiguration().provider("alpha", "openai", provider.url() + "/v1")
			.provider("beta", "openai", provider.url() + "/beta")
			.model("priced", "alpha")
			.unpricedModel("gift", "alpha")
			.unpricedModel("half", "alpha")
			.alsoAt("beta")
			.morePolicies(policies);
	}

}
