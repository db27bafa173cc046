package dev.serai.insight.live;

import java.time.Duration;
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
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

/** Deployments and how they stand, policies, and what program this is. */
@ExtendWith(OneProvider.class)
class DeploymentsApiTest {

	@Test
	void aDeploymentTellsWhatItIsAndWhatItCostsToday(Gateway gateway) {
		JsonNode mini = deployment(gateway, "openai/gpt-4o-mini");
		assertThat(mini.path("provider").asText()).isEqualTo("openai");
		assertThat(mini.path("model").asText()).isEqualTo("gpt-4o-mini");
		assertThat(mini.path("simulated").asBoolean()).isFalse();
		assertThat(mini.path("window").asInt()).isEqualTo(128_000);
		assertThat(mini.at("/prices/inputPerMillion").asText()).isEqualTo("0.15");
		assertThat(mini.at("/prices/outputPerMillion").asText()).isEqualTo("0.6");
		assertThat(mini.path("capabilities")).extracting(JsonNode::asText).contains("tools");
		assertThat(mini.path("inputs")).extracting(JsonNode::asText).contains("text");
	}

	@Test
	void whatWasObservedIsWhatRoutingGoesBy(Gateway gateway) {
		Operator operator = new Operator(gateway);
		JsonNode key = operator.newKey(operator.newTeam(), "");
		// Another test may have left the provider's account to be let alone for a while.
		await().atMost(Duration.ofSeconds(60))
			.until(() -> operator.chat(key, "gpt-4.1-nano", "deployments").statusCode() == 200);
		await().untilAsserted(() -> {
			JsonNode live = deployment(gateway, "openai/gpt-4.1-nano").path("live");
			assertThat(live.path("samples").asDouble()).as("samples in %s", live).isPositive();
			assertThat(live.path("successRate").asDouble()).as("success rate in %s", live).isEqualTo(1);
			assertThat(live.path("tokensPerSecond").asDouble()).as("speed in %s", live).isPositive();
			assertThat(live.path("latencyMs").asDouble()).as("latency in %s", live).isPositive();
			assertThat(live.path("firstTokenMs").isNull()).as("nothing was streamed").isTrue();
		});
		Browser member = Browser.of(gateway, "member");
		JsonNode seen = byId(Gateway.json(member.get("/api/deployments"))).apply("openai/gpt-4.1-nano");
		assertThat(seen.at("/live/samples").isNull()).as("how much others call is theirs").isTrue();
	}

	@Test
	void breakersAndCoolDownsAreTold(Gateway gateway, FakeProvider provider) {
		Operator operator = new Operator(gateway);
		JsonNode key = operator.newKey(operator.newTeam(), "");
		provider.plays((request, wire) -> wire.json(500, "{\"error\":{\"message\":\"no\"}}"));
		for (int i = 0; i < 6; i++) {
			operator.chat(key, "openai/gpt-4.1-mini", "deployments");
		}
		assertThat(deployment(gateway, "openai/gpt-4.1-mini").path("breaker").asText()).isEqualTo("open");
		assertThat(deployment(gateway, "openai/gpt-4o-mini").path("cooledUntil").isNull()).isTrue();
	}

	@Test
	void policiesAreThoseOfTheFile(Gateway gateway) {
		JsonNode policies = Gateway.json(new Operator(gateway).get("/api/policies")).path("data");
		JsonNode standard = StreamSupport.stream(policies.spliterator(), false)
			.filter(it -> it.path("standard").asBoolean())
			.collect(Collectors.collectingAndThen(Collectors.toList(), only -> {
				assertThat(only).hasSize(1);
				return only.getFirst();
			}));
		assertThat(standard.path("name").asText()).isEqualTo("auto");
		double sum = 0;
		for (JsonNode weight : standard.path("weights")) {
			sum += weight.asDouble();
		}
		assertThat(sum).isCloseTo(1, within(1e-9));
		assertThat(standard.path("baseline")).isNotEmpty();
		assertThat(standard.path("candidates")).isNotEmpty();
	}

	@Test
	void theStatusSaysWhatIsThere(Gateway gateway) {
		JsonNode status = Gateway.json(new Operator(gateway).get("/api/status"));
		assertThat(status.path("simulated").asBoolean()).isFalse();
		assertThat(status.path("providers")).extracting(JsonNode::asText).containsExactly("openai");
		assertThat(status.path("redis").asBoolean()).isFalse();
		assertThat(status.path("smtp").asBoolean()).isFalse();
		assertThat(status.path("oidc").asBoolean()).isFalse();
		assertThat(status.path("startedAt").asText()).isLessThan(status.path("time").asText());
	}

	private static JsonNode deployment(Gateway gateway, String id) {
		return byId(Gateway.json(new Operator(gateway).get("/api/deployments"))).apply(id);
	}

	private static Function<String, JsonNode> byId(JsonNode answer) {
		return id -> StreamSupport.stream(answer.path("data").spliterator(), false)
			.filter(it -> it.path("id").asText().equals(id))
			.findFirst()
			.orElseThrow();
	}

}
