package dev.serai.gateway.endpoint.openai;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import dev.serai.testing.OneProvider;
import dev.serai.testing.Operator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@ExtendWith(OneProvider.class)
class PreviewTest {

	private static final String ASK = "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]%s}";

	@Test
	void showsWhoWouldServeAndWhyAndCallsNobody(Gateway gateway, FakeProvider provider) {
		HttpResponse<String> answer = preview(gateway, "");
		JsonNode decision = Gateway.json(answer);

		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(decision.path("policy").asText()).isEqualTo("auto");
		assertThat(decision.path("candidates").size()).isGreaterThan(1);
		double before = Double.MAX_VALUE;
		for (JsonNode candidate : decision.path("candidates")) {
			double score = candidate.path("score").asDouble();
			double sum = 0;
			double weights = 0;
			for (JsonNode factor : candidate.path("factors")) {
				sum += factor.path("contribution").asDouble();
				weights += factor.path("weight").asDouble();
				assertThat(factor.path("contribution").asDouble())
					.isCloseTo(factor.path("weight").asDouble() * factor.path("ratio").asDouble(), within(1e-5));
			}
			assertThat(sum).as("contributions of %s", candidate).isCloseTo(score, within(1e-5));
			assertThat(weights).isCloseTo(1, within(1e-6));
			assertThat(score).as("the ranking goes by score").isLessThanOrEqualTo(before);
			before = score;
		}
		assertThat(provider.requests()).isEmpty();
	}

	@Test
	void showsWhoIsLeftOutAndWhy(Gateway gateway, FakeProvider provider) {
		JsonNode decision = Gateway.json(preview(gateway, ",\"max_tokens\":60000"));
		assertThat(decision.path("excluded").size()).isPositive();
		for (JsonNode excluded : decision.path("excluded")) {
			assertThat(excluded.path("deployment").asText()).startsWith("openai/");
			assertThat(excluded.path("reason").asText()).isNotEmpty();
			assertThat(excluded.path("detail").asText()).isNotEmpty();
		}
		assertThat(provider.requests()).isEmpty();
	}

	@Test
	void isNoCall(Gateway gateway) {
		Operator operator = new Operator(gateway);
		String preview = preview(gateway, "").headers().firstValue("x-request-id").orElseThrow();
		JsonNode key = operator.newKey(operator.newTeam(), "");
		// Records are kept in the order of their calls: the later one is there, this one
		// is not.
		operator.recordOf(operator.chat(key, "gpt-4o-mini", "after the preview"));
		assertThat(operator.get("/api/calls/" + preview).statusCode()).isEqualTo(404);
	}

	@Test
	void refusesWhatACallWouldBeRefusedFor(Gateway gateway) {
		HttpResponse<String> refused = gateway.send(gateway.request("/v1/route")
			.POST(BodyPublishers
				.ofString("{\"model\":\"no-such\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"))
			.build());
		assertThat(refused.statusCode()).isEqualTo(404);
		assertThat(Gateway.json(refused).path("error").path("code").asText()).isEqualTo("model_not_found");
	}

	private static HttpResponse<String> preview(Gateway gateway, String more) {
		return gateway.send(gateway.request("/v1/route").POST(BodyPublishers.ofString(ASK.formatted(more))).build());
	}

}
