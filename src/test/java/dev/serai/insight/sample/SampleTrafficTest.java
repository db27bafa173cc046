package dev.serai.insight.sample;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.testing.Browser;
import dev.serai.testing.Gateway;
import dev.serai.testing.LookingOn;
import dev.serai.testing.OneProvider;
import dev.serai.testing.Operator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Something to look at for who has no traffic yet. */
@ExtendWith(OneProvider.class)
class SampleTrafficTest {

	private static final int CALLS = 24;

	private static final Set<String> TEAMS = Set.of("sample-search", "sample-support", "sample-batch");

	@Test
	void aSampleIsSentRecordedAndSeenAndLeavesNoKeyAndKeepsNobodyFromLeaving() {
		Gateway gateway = Gateway.start(Map.of("serai.simulator.tokens-per-second", "600"));
		LookingOn looking = LookingOn.with(gateway.admin("/api/live"));
		try {
			Operator operator = new Operator(gateway);
			assertThat(Gateway.json(operator.get("/api/status")).path("simulated").asBoolean()).isTrue();
			looking.next();
			HttpResponse<String> begun = operator.post("/api/sample-traffic", "{\"calls\":" + CALLS + "}");
			assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
			assertThat(Gateway.json(begun).path("calls").asInt()).isEqualTo(CALLS);
			HttpResponse<String> again = operator.post("/api/sample-traffic", "{}");
			assertThat(again.statusCode()).isEqualTo(409);
			assertThat(again.body()).contains("sample_running");
			assertThat(looking.next(pulse -> pulse.path("callsPerSecond").asDouble() > 0).path("recent")).isNotEmpty();
			await().atMost(Duration.ofSeconds(40)).until(() -> !gateway.part(SampleTraffic.class).isRunning());
			await().untilAsserted(() -> assertThat(calls(operator)).hasSize(CALLS));
			List<JsonNode> calls = calls(operator);
			assertThat(calls).allSatisfy(call -> assertThat(TEAMS).contains(call.path("team").asText()));
			assertThat(calls).anySatisfy(call -> assertThat(call.path("outcome").asText()).isEqualTo("ok"));
			assertThat(values(calls, "feature")).hasSizeGreaterThan(3);
			assertThat(values(calls, "model")).hasSizeGreaterThan(1);
			assertThat(values(calls, "policy")).isNotEmpty();
			List<JsonNode> keys = list(operator.get("/api/keys")).stream()
				.filter(key -> TEAMS.contains(key.path("team").asText()))
				.toList();
			assertThat(keys).hasSize(3).allSatisfy(key -> {
				assertThat(key.path("revokedAt").isNull()).isFalse();
				assertThat(key.path("expiresAt").isNull()).isFalse();
			});
			assertThat(list(operator.get("/api/audit?kind=sample-traffic"))).hasSize(1)
				.allSatisfy(event -> assertThat(event.at("/after/calls").asInt()).isEqualTo(CALLS));
			assertThat(operator.post("/api/sample-traffic", "{\"calls\":500}").statusCode()).isEqualTo(202);
			assertThat(list(operator.get("/api/teams")).stream()
				.filter(team -> team.path("name").asText().startsWith("sample-"))).hasSize(3);
		}
		finally {
			long start = System.nanoTime();
			gateway.close();
			assertThat(Duration.ofNanos(System.nanoTime() - start)).as("of who looks on and a sample under way")
				.isLessThan(Duration.ofSeconds(10));
			await().until(looking::isOver);
			looking.close();
		}
	}

	@Test
	void theFirstSampleHasAHistory() {
		try (Gateway gateway = Gateway.start(Map.of("serai.simulator.tokens-per-second", "600"))) {
			Operator operator = new Operator(gateway);
			assertThat(operator.post("/api/sample-traffic", "{\"calls\":1,\"days\":61}").statusCode()).isEqualTo(400);
			HttpResponse<String> begun = operator.post("/api/sample-traffic", "{\"calls\":1,\"days\":30}");
			assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
			JsonNode usage = Gateway.json(operator.get("/api/usage?interval=day&by=provider"));
			assertThat(usage.path("series").size()).isGreaterThan(28);
			assertThat(usage.at("/total/costUsd").asDouble()).isPositive();
			assertThat(usage.at("/total/savedUsd").asDouble()).isNotZero();
			assertThat(usage.at("/total/failovers").asInt()).isPositive();
			assertThat(usage.path("data").size()).isGreaterThan(1);
			JsonNode call = list(operator.get("/api/calls?limit=1&to=" + Instant.now().minus(Duration.ofDays(2))))
				.getFirst();
			assertThat(call.path("simulated").asBoolean()).isTrue();
			assertThat(operator.get("/api/calls/" + call.path("id").asText()).statusCode()).isEqualTo(200);
			assertThat(Gateway.json(operator.get("/api/audit/verify")).path("valid").asBoolean()).isTrue();
			int calls = usage.at("/total/calls").asInt();
			await().atMost(Duration.ofSeconds(40)).until(() -> !gateway.part(SampleTraffic.class).isRunning());
			assertThat(operator.post("/api/sample-traffic", "{\"calls\":1,\"days\":30}").statusCode()).isEqualTo(202);
			assertThat(Gateway.json(operator.get("/api/usage")).at("/total/calls").asInt()).as("no second history")
				.isBetween(calls, calls + 2);
		}
	}

	@Test
	void nothingIsSentToARealProvider(Gateway gateway) {
		HttpResponse<String> refused = new Operator(gateway).post("/api/sample-traffic", "{}");
		assertThat(refused.statusCode()).isEqualTo(409);
		assertThat(refused.body()).contains("providers_are_real");
		assertThat(new Operator(gateway).post("/api/sample-traffic", "{\"calls\":501}").statusCode()).isEqualTo(400);
		assertThat(Browser.of(gateway, "auditor").send("POST", "/api/sample-traffic", "{}").statusCode())
			.isEqualTo(403);
	}

	private static List<JsonNode> calls(Operator operator) {
		return list(operator.get("/api/calls?limit=500"));
	}

	private static List<JsonNode> list(HttpResponse<String> answer) {
		return StreamSupport.stream(Gateway.json(answer).path("data").spliterator(), false).toList();
	}

	private static Set<String> values(List<JsonNode> calls, String field) {
		return calls.stream()
			.filter(call -> !call.path(field).isNull())
			.map(call -> call.path(field).asText())
			.collect(Collectors.toSet());
	}

}
