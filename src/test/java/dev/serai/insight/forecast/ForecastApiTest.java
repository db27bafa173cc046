package dev.serai.insight.forecast;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.call.CallId;
import dev.serai.gateway.call.Caller;
import dev.serai.gateway.call.Cost;
import dev.serai.gateway.call.Outcome;
import dev.serai.gateway.call.PriceStatus;
import dev.serai.gateway.operation.Usage;
import dev.serai.ledger.AttemptRecord;
import dev.serai.ledger.CallRecord;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.Served;
import dev.serai.testing.Browser;
import dev.serai.testing.Gateway;
import dev.serai.testing.OneProvider;
import dev.serai.testing.Operator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What the API says of a team that has spent a dollar each hour. */
@ExtendWith(OneProvider.class)
class ForecastApiTest {

	private static final int DAYS = 20;

	private Gateway gateway;

	private Operator operator;

	@BeforeEach
	void gateway(Gateway running) {
		this.gateway = running;
		this.operator = new Operator(running);
	}

	@Test
	void tellsWhatATeamWillSpendAndWhenItsBudgetIsSpent() {
		JsonNode team = this.operator.newTeam();
		JsonNode key = this.operator.newKey(team, "");
		spend(team, key);
		JsonNode budget = budget(team, Integer.toString(24 * (DAYS + 10)));
		JsonNode days = forecast("team=" + id(team) + "&days=14");
		assertThat(days.path("measure").asText()).isEqualTo("cost");
		assertThat(days.path("interval").asText()).isEqualTo("day");
		// The day in which calls began, and today, are no whole days.
		assertThat(days.path("history").size()).isBetween(DAYS - 2, DAYS - 1);
		assertThat(days.path("note").isNull()).isTrue();
		assertThat(days.path("forecast")).hasSize(14).allSatisfy(day -> {
			assertThat(day.path("value").asDouble()).isCloseTo(24, within(0.5));
			assertThat(day.path("low95").asDouble()).isLessThanOrEqualTo(day.path("low80").asDouble());
			assertThat(day.path("high95").asDouble()).isGreaterThanOrEqualTo(day.path("high80").asDouble());
		});
		assertThat(days.at("/monthEnd/value").asDouble()).isGreaterThanOrEqualTo(days.at("/monthEnd/soFar").asDouble());
		assertThat(days.path("budgets")).hasSize(1);
		JsonNode told = days.at("/budgets/0");
		assertThat(told.path("budgetId")).isEqualTo(budget.path("id"));
		assertThat(new BigDecimal(told.path("spentUsd").asText())).isEqualByComparingTo(Integer.toString(24 * DAYS));
		assertThat(Instant.parse(told.at("/runsOutAt/expected").asText()))
			.isCloseTo(Instant.now().plus(Duration.ofDays(10)), within(1, ChronoUnit.DAYS));
		JsonNode hours = forecast("team=" + id(team) + "&days=2&measure=calls&zone=Asia/Kolkata");
		assertThat(hours.path("interval").asText()).isEqualTo("hour");
		assertThat(hours.path("forecast")).hasSize(48)
			.allSatisfy(hour -> assertThat(hour.path("value").asDouble()).isCloseTo(1, within(1e-6)));
		assertThat(hours.path("budgets")).as("of the cost alone").isEmpty();
	}

	@Test
	void aTeamThatHasJustBegunIsToldWhatIsMissing() {
		JsonNode team = this.operator.newTeam();
		JsonNode nothing = forecast("team=" + id(team));
		assertThat(nothing.path("forecast")).isEmpty();
		assertThat(nothing.path("note").asText()).startsWith("There are no calls yet.");
	}

	@Test
	void othersDoNotSeeIt() {
		JsonNode team = this.operator.newTeam();
		JsonNode budget = budget(team, "10");
		Browser viewer = Browser.of(this.gateway, "member").in(team, "viewer");
		Browser outsider = Browser.of(this.gateway, "member").in(this.operator.newTeam(), "owner");
		assertThat(outsider.send("GET", "/api/forecasts?team=" + id(team), null).statusCode()).isEqualTo(404);
		assertThat(outsider.send("GET", "/api/forecasts", null).body()).doesNotContain(budget.path("id").asText());
		HttpResponse<String> seen = viewer.send("GET", "/api/forecasts", null);
		assertThat(Gateway.json(seen).path("budgets")).hasSize(1);
		assertThat(Gateway.json(seen).at("/budgets/0/budgetId")).isEqualTo(budget.path("id"));
	}

	@ParameterizedTest
	@CsvSource({ "days=0,days", "days=91,days", "days=x,days", "measure=calories,measure", "zone=Mars/Phobos,zone",
			"team=mine,team", "horizon=3,horizon" })
	void aWrongParameterIs400AndNamed(String query, String param) {
		HttpResponse<String> refused = this.operator.get("/api/forecasts?" + query);
		assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
		assertThat(Gateway.json(refused).path("error").path("param").asText()).isEqualTo(param);
	}

	private JsonNode forecast(String query) {
		HttpResponse<String> answer = this.operator.get("/api/forecasts?" + query);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return Gateway.json(answer);
	}

	private JsonNode budget(JsonNode team, String limit) {
		HttpResponse<String> made = this.operator.post("/api/budgets", "{\"scope\":\"team\",\"period\":\"total\","
				+ "\"limitUsd\":\"" + limit + "\",\"teamId\":\"" + id(team) + "\"}");
		assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
		return Gateway.json(made);
	}

	private static String id(JsonNode thing) {
		return thing.path("id").asText();
	}

	/** A call each hour, as if they had been made. */
	private void spend(JsonNode team, JsonNode key) {
		UUID teamId = UUID.fromString(id(team));
		Caller caller = new Caller(UUID.fromString(team.path("organisationId").asText()), teamId,
				team.path("name").asText(), UUID.fromString(id(key)), "k", ZoneOffset.UTC, Set.of());
		Instant now = Instant.now();
		Served served = new Served("openai/m", "openai", "m", false);
		Usage usage = Usage.of(1000, 0);
		Cost cost = new Cost(BigDecimal.ONE, PriceStatus.KNOWN);
		Duration took = Duration.ofMillis(100);
		List<CallRecord> records = new ArrayList<>();
		for (int i = 0; i < 24 * DAYS; i++) {
			Instant at = now.minus(Duration.ofHours(i)).minusSeconds(1);
			records.add(new CallRecord(CallId.next(Clock.fixed(at, ZoneOffset.UTC)), at, caller, CallRecord.Labels.NONE,
					"chat", "m", "auto", served, false, Outcome.OK, 200, null, usage, cost, null, null, null, List.of(),
					new CallRecord.Timing(null, took, null), null, List.of(new AttemptRecord(1, served, Outcome.OK, 200,
							null, null, usage, cost, Duration.ZERO, took, took, null))));
		}
		this.gateway.part(Ledger.class).append(records);
	}

}
