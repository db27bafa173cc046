package dev.serai.gateway.provider.dialect;

import java.net.http.HttpResponse;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.provider.dialect.Refusal.Outcome;
import dev.serai.testing.Gateway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That a request which a provider would refuse as it stands is adapted, or that the
 * deployment is excluded before it is called and the caller is told why: for every rule
 * of every provider.
 */
class DialectRulesTest {

	private static final StrictProviders PROVIDERS = StrictGateway.PROVIDERS;

	@BeforeEach
	void forget() {
		PROVIDERS.forget();
		StrictGateway.GATEWAY.closeBreakers();
	}

	static Stream<Refusal> rules() {
		return Stream.concat(Refusals.ofCallers(), CallersRequests.all());
	}

	@ParameterizedTest
	@MethodSource("rules")
	void whatAProviderRefusesIsAdaptedOrExplained(Refusal rule) {
		for (boolean stream : new boolean[] { false, true }) {
			PROVIDERS.forget();
			ObjectNode request = rule.asCaller();
			if (stream) {
				request.put("stream", true);
			}
			HttpResponse<String> response = StrictGateway.GATEWAY.chat(request.toString());
			assertThat(PROVIDERS.refusals()).as("refusals of %s", request).isEmpty();
			if (rule.gateway() == Outcome.ADAPTED) {
				assertThat(response.statusCode()).as("%s for %s", response.body(), request).isEqualTo(200);
				assertThat(PROVIDERS.received()).hasSize(1);
			}
			else {
				JsonNode error = Gateway.json(response).path("error");
				assertThat(response.statusCode()).as("%s for %s", response.body(), request).isEqualTo(400);
				assertThat(error.path("code").asText()).startsWith("unsupported_");
				assertThat(error.path("message").asText()).isNotBlank();
				assertThat(PROVIDERS.received()).isEmpty();
			}
		}
	}

	@Test
	void anotherDeploymentServesWhatOneIsExcludedFrom() {
		String request = "{\"model\":\"" + StrictGateway.first("openai/gpt-5.6") + "\",\"stop\":[\"END\"],"
				+ "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
		HttpResponse<String> response = StrictGateway.GATEWAY.chat(request);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(PROVIDERS.refusals()).isEmpty();
		assertThat(PROVIDERS.received()).singleElement()
			.satisfies(received -> assertThat(received.asked().body().path("stop").toString()).contains("END"));
	}

	@Test
	void aDialectOfOnesOwnIsHonoured() {
		String shipped = "developer: system";
		try (Gateway own = StrictGateway.start(file -> file.substring(0, file.indexOf("- name: together"))
				+ file.substring(file.indexOf("- name: together")).replaceFirst(shipped, "developer: developer"))) {
			own.chat(
					"{\"model\":\"together/llama-3.3-70b\",\"messages\":[{\"role\":\"developer\",\"content\":\"Be brief\"},"
							+ "{\"role\":\"user\",\"content\":\"Hi\"}]}");
			assertThat(PROVIDERS.lastBody().at("/messages/0/role").asText()).isEqualTo("developer");
		}
	}

}
