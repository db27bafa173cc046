package dev.serai.faults;

import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.faults.UsageVoice.Content;
import dev.serai.testing.Gateway;
import dev.serai.testing.Operator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A hard budget holds although the provider does not say what was used, or says nonsense.
 * The budget pays for sixteen of the answers and not for forty.
 */
class BudgetWithoutUsageTest {

	private static final int CALLS = 40;

	private static final long MOST_OUTPUT = 1_000;

	private final Scene scene = Scene.set();

	private final Operator operator = new Operator(this.scene.gateway);

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			OPENAI    | TEXT      | ``
			OPENAI    | TEXT      | {"prompt_tokens":12,"completion_tokens":1}
			OPENAI    | TEXT      | {"prompt_tokens":12,"completion_tokens":-3}
			OPENAI    | TEXT      | {"prompt_tokens":900000000,"completion_tokens":900000000}
			OPENAI    | TOOL_CALL | ``
			OPENAI    | TOOL_CALL | {"prompt_tokens":"12","completion_tokens":"0"}
			ANTHROPIC | TOOL_CALL | {"output_tokens":null}
			GEMINI    | TEXT      | {"promptTokenCount":12}
			GEMINI    | TOOL_CALL | {"candidatesTokenCount":0.5}
			""")
	void aHardBudgetStopsWhereItShould(UsageVoice voice, Content content, String usage) throws Exception {
		voice.at(this.scene).plays((request, wire) -> voice.answer(wire, content, (usage != null) ? usage : "", false));
		BigDecimal answer = millionths(content.tokens() + 12);
		BigDecimal limit = answer.multiply(BigDecimal.valueOf(16));
		JsonNode team = this.operator.newTeam();
		JsonNode key = this.operator.newKey(team, "");
		JsonNode budget = Gateway
			.json(this.operator.post("/api/budgets", "{\"scope\":\"team\",\"period\":\"month\",\"teamId\":\""
					+ team.path("id").asText() + "\",\"limitUsd\":\"" + limit.toPlainString() + "\"}"));
		List<HttpResponse<String>> answers = together(voice, key);
		// Where the machine is slow, 503 is a refusal too: nobody waits long for a
		// budget.
		assertThat(answers).extracting(HttpResponse::statusCode).isSubsetOf(200, 429, 503);
		long let = answers.stream().filter(each -> each.statusCode() == 200).count();
		assertThat(let).isBetween(1L, 16L);
		// One after the other, as long as the most that a call may cost is left.
		int status = 0;
		while (status != 429) {
			status = chat(voice, key).statusCode();
			let += (status == 200) ? 1 : 0;
			assertThat(let).isLessThanOrEqualTo(16);
		}
		BigDecimal spent = awaitSettled(budget, team);
		assertThat(spent).isLessThanOrEqualTo(limit)
			.isGreaterThan(limit.subtract(millionths(MOST_OUTPUT + 200)).subtract(answer));
	}

	private static BigDecimal millionths(long tokens) {
		return BigDecimal.valueOf(tokens).movePointLeft(6);
	}

	private HttpResponse<String> chat(UsageVoice voice, JsonNode key) {
		return this.scene.gateway.send(this.scene.gateway.admin("/v1/chat/completions")
			.setHeader("authorization", "Bearer " + key.path("secret").asText())
			.POST(BodyPublishers.ofString(
					Said.request(voice.model()).replaceFirst("\\{", "{\"max_completion_tokens\":" + MOST_OUTPUT + ",")))
			.build());
	}

	private List<HttpResponse<String>> together(UsageVoice voice, JsonNode key) throws Exception {
		List<HttpResponse<String>> answers = new ArrayList<>();
		try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
			List<Future<HttpResponse<String>>> running = new ArrayList<>();
			for (int i = 0; i < CALLS; i++) {
				running.add(callers.submit(() -> chat(voice, key)));
			}
			for (Future<HttpResponse<String>> each : running) {
				answers.add(each.get());
			}
		}
		return answers;
	}

	/** What the budget has spent, which is what the ledger says. */
	private BigDecimal awaitSettled(JsonNode budget, JsonNode team) {
		await().atMost(Duration.ofSeconds(15))
			.untilAsserted(() -> assertThat(now(budget).path("reservedUsd").asText()).isEqualTo("0"));
		BigDecimal spent = new BigDecimal(now(budget).path("spentUsd").asText());
		assertThat(spent).isEqualByComparingTo(this.scene.gateway.database()
			.sql("SELECT sum(cost_usd) FROM call WHERE team_id = ?::uuid")
			.param(team.path("id").asText())
			.query(BigDecimal.class)
			.single());
		return spent;
	}

	private JsonNode now(JsonNode budget) {
		return Gateway.json(this.operator.get("/api/budgets/" + budget.path("id").asText()));
	}

}
