package dev.serai.gateway.telemetry;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.testing.Gateway;
import dev.serai.testing.OneProvider;
import dev.serai.testing.Operator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(OneProvider.class)
class CallMetersTest {

	private static final int MADE_UP = 200;

	private static final String MODEL = "gpt-4o-mini";

	@Test
	void countsCallsAttemptsTokensAndCost(Gateway gateway) {
		Operator operator = new Operator(gateway);
		JsonNode key = operator.newKey(operator.newTeam(), "");
		double before = sum(gateway, "serai_attempts_seconds_count{", "model=\"" + MODEL + "\"", "outcome=\"ok\"");
		assertThat(operator.chat(key, MODEL, "meters").statusCode()).isEqualTo(200);
		await().untilAsserted(() -> assertThat(
				sum(gateway, "serai_attempts_seconds_count{", "model=\"" + MODEL + "\"", "outcome=\"ok\""))
			.isEqualTo(before + 1));
		assertThat(sum(gateway, "serai_calls_seconds_count{", "outcome=\"ok\"")).isPositive();
		assertThat(sum(gateway, "serai_tokens_total{", "direction=\"input\"", "provider=\"openai\""))
			.isGreaterThanOrEqualTo(1000);
		assertThat(sum(gateway, "serai_cost_usd_sum{", "provider=\"openai\"")).isPositive();
		assertThat(sum(gateway, "serai_overhead_seconds_count")).isPositive();
		assertThat(series(gateway)).noneMatch(line -> line.contains("meters"));
	}

	@Test
	void noCallerCanMakeUpASeries(Gateway gateway) {
		Operator operator = new Operator(gateway);
		JsonNode key = operator.newKey(operator.newTeam(), "");
		send(gateway, key, 0);
		int refused = (int) refusals(gateway);
		await().until(() -> refusals(gateway) >= 3);
		List<String> before = seriesOfCalls(gateway);
		for (int i = 1; i <= MADE_UP; i++) {
			send(gateway, key, i);
		}
		await().until(() -> refusals(gateway) >= refused + 2 * MADE_UP);
		assertThat(seriesOfCalls(gateway)).hasSameSizeAs(before);
		assertThat(series(gateway)).noneMatch(line -> line.contains("made-up"));
	}

	/** A call to a model, a path and with a policy that nobody has heard of. */
	private static void send(Gateway gateway, JsonNode key, int number) {
		String name = "made-up-" + number;
		String chat = "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
		for (String policy : new String[] { "auto", name }) {
			for (String model : new String[] { name, MODEL }) {
				gateway.send(gateway.request("/v1/chat/completions")
					.setHeader("authorization", "Bearer " + key.path("secret").asText())
					.header("x-serai-feature", name)
					.header("x-serai-session", name)
					.header("x-serai-tags", name)
					.header("x-serai-policy", policy)
					.header("user-agent", name)
					.POST(BodyPublishers.ofString(chat.formatted(model)))
					.build());
			}
		}
		gateway.send(gateway.request("/" + name).GET().build());
		gateway.send(gateway.admin("/api/calls/" + name).GET().build());
	}

	@Test
	void camelCountsJobsButNoStepsOfCalls(Gateway gateway) {
		gateway.chat("{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}".formatted(MODEL));
		await().untilAsserted(() -> {
			assertThat(sum(gateway, "camel_exchanges_total{", "routeId=\"ledger\"")).isPositive();
			assertThat(sum(gateway, "camel_route_policy_seconds_count{", "routeId=\"ledger\"")).isPositive();
		});
		assertThat(series(gateway))
			.noneMatch(line -> line.contains("routeId=\"decide\"") || line.contains("routeId=\"pipeline\"")
					|| line.contains("routeId=\"deployment-") || line.contains("routeId=\"get-status\""));
	}

	private static double refusals(Gateway gateway) {
		return sum(gateway, "serai_calls_seconds_count{", "outcome=\"refused\"");
	}

	private static double sum(Gateway gateway, String... parts) {
		return series(gateway).stream()
			.filter(line -> List.of(parts).stream().allMatch(line::contains))
			.mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
			.sum();
	}

	/** A job's timer is there from its first run on, whatever callers do. */
	private static List<String> seriesOfCalls(Gateway gateway) {
		return series(gateway).stream().filter(line -> !line.startsWith("camel_route_policy_seconds")).toList();
	}

	private static List<String> series(Gateway gateway) {
		return gateway
			.send(HttpRequest
				.newBuilder(URI.create("http://127.0.0.1:" + gateway.managementPort() + "/actuator/prometheus"))
				.GET()
				.build())
			.body()
			.lines()
			.filter(line -> !line.startsWith("#"))
			.toList();
	}

}
