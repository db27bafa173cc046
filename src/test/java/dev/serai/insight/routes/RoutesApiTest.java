package dev.serai.insight.routes;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.testing.Browser;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import dev.serai.testing.OneProvider;
import dev.serai.testing.Operator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The running routes, and what goes through them. */
@ExtendWith(OneProvider.class)
class RoutesApiTest {

	private static final String DEPLOYMENT = "deployment-openai-gpt-4o-mini";

	@Test
	void listsThePipelineStepByStep(Gateway gateway) {
		Map<String, JsonNode> routes = routes(gateway);
		JsonNode pipeline = routes.get("pipeline");
		assertThat(pipeline.path("from").asText()).isEqualTo("direct:pipeline");
		assertThat(pipeline.path("file").asText()).isEqualTo("call/pipeline.camel.yaml");
		assertThat(pipeline.path("builtIn").asBoolean()).isTrue();
		assertThat(pipeline.path("status").asText()).isEqualTo("Started");
		assertThat(pipeline.path("steps").findValuesAsText("target")).startsWith("authenticate", "read", "admit")
			.allSatisfy(target -> assertThat(routes).containsKey(target));
		assertThat(pipeline.path("steps").path(0).path("description").asText()).contains("401");
		JsonNode endpoint = routes.get("chat-completions");
		assertThat(endpoint.path("from").asText()).isEqualTo("servlet:/chat/completions");
		assertThat(endpoint.path("configuration").asText()).isEqualTo("every-call");
		assertThat(endpoint.at("/steps/0/label").asText()).isEqualTo("open-call");
		assertThat(endpoint.at("/steps/1/target").asText()).isEqualTo("pipeline");
		JsonNode loop = routes.get("fall-back").at("/steps/1");
		assertThat(loop.path("kind").asText()).isEqualTo("loop");
		assertThat(loop.at("/steps/0/targets")).extracting(JsonNode::asText).contains(DEPLOYMENT);
		JsonNode operation = routes.get("stream-live");
		assertThat(operation.path("from").asText()).isEqualTo("platform-http:/api/live");
		assertThat(operation.path("template").asText()).isEqualTo("api-query");
		assertThat(operation.path("description").asText()).startsWith("GET /api/live: ");
		assertThat(operation.path("steps").findValuesAsText("label")).containsExactly("require-member", "check-request",
				"live-steps.streamLive");
	}

	@Test
	void deploymentsAreMadeOfATemplateAndTellNoAddress(Gateway gateway, FakeProvider provider) {
		JsonNode route = routes(gateway).get(DEPLOYMENT);
		assertThat(route.path("template").asText()).isEqualTo("deployment");
		assertThat(route.path("file").asText()).isEqualTo("call/fall-back.camel.yaml");
		assertThat(route.path("builtIn").asBoolean()).isTrue();
		JsonNode breaker = route.at("/steps/0");
		assertThat(breaker.path("kind").asText()).isEqualTo("circuitBreaker");
		assertThat(breaker.findValuesAsText("kind")).containsSubsequence("circuitBreaker", "to", "process",
				"onFallback", "process");
		assertThat(route.toString()).contains("\"label\":\"http\"").doesNotContain("127.0.0.1", "canary");
		JsonNode all = Gateway.json(new Operator(gateway).get("/api/routes"));
		assertThat(all.toString()).doesNotContain(provider.url(), "canary");
		assertThat(all.findValuesAsText("from")).noneMatch(from -> from.contains("?"));
		assertThat(all.findValuesAsText("label")).noneMatch(label -> label.contains("?"));
	}

	@Test
	void whatHoldsForSeveralRoutesIsThereOnce(Gateway gateway) {
		JsonNode configurations = Gateway.json(new Operator(gateway).get("/api/routes")).path("configurations");
		JsonNode calls = StreamSupport.stream(configurations.spliterator(), false)
			.filter(it -> it.path("id").asText().equals("every-call"))
			.findFirst()
			.orElseThrow();
		assertThat(calls.path("steps").findValuesAsText("label")).contains("CallRefused");
		assertThat(calls.path("steps").findValuesAsText("target")).contains("measure");
	}

	@Test
	void whatGoesThroughIsCounted(Gateway gateway, FakeProvider provider) {
		Operator operator = new Operator(gateway);
		JsonNode key = operator.newKey(operator.newTeam(), "");
		Map<String, JsonNode> before = routes(gateway);
		operator.chat(key, "gpt-4o-mini", "routes");
		operator.chat(key, "gpt-4o-mini", "routes");
		operator.chat(key, "no-such-model", "routes");
		provider.plays((request, wire) -> wire.json(500, "{\"error\":{\"message\":\"no\"}}"));
		operator.chat(key, "gpt-4o-mini", "routes");
		List<String> all = List.of("chat-completions", "pipeline", "authenticate", "decide");
		await().untilAsserted(() -> {
			Map<String, JsonNode> after = routes(gateway);
			assertThat(all).allSatisfy(id -> assertThat(more(before, after, id, "total")).as(id).isEqualTo(4));
			assertThat(more(before, after, "chat-completions", "failed")).isEqualTo(2);
			assertThat(more(before, after, "pipeline", "failed")).isEqualTo(2);
			assertThat(more(before, after, "authenticate", "failed")).isZero();
			assertThat(more(before, after, "decide", "failed")).isEqualTo(1);
			assertThat(more(before, after, DEPLOYMENT, "total")).isGreaterThanOrEqualTo(3);
			assertThat(more(before, after, DEPLOYMENT, "failed"))
				.isEqualTo(more(before, after, DEPLOYMENT, "total") - 2);
			JsonNode pipeline = after.get("pipeline");
			assertThat(pipeline.path("inflight").asLong()).isZero();
			assertThat(pipeline.path("meanMs").asDouble()).isPositive()
				.isLessThanOrEqualTo(pipeline.path("maxMs").asDouble());
			assertThat(pipeline.path("lastFailureAt").asText()).startsWith("20");
		});
	}

	@Test
	void membersSeeTheMapWithoutWhatOthersDo(Gateway gateway) {
		Browser member = Browser.of(gateway, "member");
		Gateway.json(member.get("/api/routes")).path("data").forEach(route -> {
			assertThat(route.path("total").isNull()).isTrue();
			assertThat(route.path("maxMs").isNull()).isTrue();
		});
	}

	private static long more(Map<String, JsonNode> before, Map<String, JsonNode> after, String id, String count) {
		return after.get(id).path(count).asLong() - before.get(id).path(count).asLong();
	}

	private static Map<String, JsonNode> routes(Gateway gateway) {
		return StreamSupport
			.stream(Gateway.json(new Operator(gateway).get("/api/routes")).path("data").spliterator(), false)
			.collect(Collectors.toMap(route -> route.path("id").asText(), Function.identity()));
	}

}
