package dev.serai.gateway.endpoint.openai;

import java.net.http.HttpResponse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.testing.Gateway;
import dev.serai.testing.OneProvider;
import dev.serai.testing.Operator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code GET /v1/models/{model}}. */
@ExtendWith(OneProvider.class)
class OneModelTest {

	private final Gateway gateway;

	OneModelTest(Gateway gateway) {
		this.gateway = gateway;
	}

	@ParameterizedTest
	@CsvSource({ "gpt-4o-mini,gpt-4o-mini,openai", "openai/gpt-4o-mini,openai/gpt-4o-mini,openai",
			"openai%2Fgpt-4o-mini,openai/gpt-4o-mini,openai", "openai%2fgpt-4o-mini,openai/gpt-4o-mini,openai",
			"auto,auto,serai", "auto:cheapest,auto:cheapest,serai", "auto%3Acheapest,auto:cheapest,serai" })
	void isFoundByEachOfItsNames(String path, String id, String owner) {
		HttpResponse<String> response = get(path, this.gateway.key());
		assertThat(response.body())
			.isEqualTo("{\"id\":\"%s\",\"object\":\"model\",\"created\":0,\"owned_by\":\"%s\"}".formatted(id, owner));
	}

	@ParameterizedTest
	@ValueSource(strings = { "nothing", "openai/nothing", "a/b/c", "openai%2F..%2Fgpt-4o-mini", "GPT-4O-MINI" })
	void anyOtherNameIsUnknown(String path) {
		HttpResponse<String> response = get(path, this.gateway.key());
		assertThat(response.statusCode()).as(response.body()).isEqualTo(404);
	}

	@Test
	void isListedExactlyWhenItIsFound() {
		for (JsonNode listed : Gateway.json(get("", this.gateway.key())).path("data")) {
			assertThat(Gateway.json(get("/" + listed.path("id").asText(), this.gateway.key()))).isEqualTo(listed);
		}
	}

	@Test
	void aKeyFindsOnlyWhatItMayUse() {
		Operator operator = new Operator(this.gateway);
		String key = operator.newKey(operator.newTeam(), ",\"allowedModels\":[\"gpt-4o-mini\"]")
			.path("secret")
			.asText();
		assertThat(get("gpt-4o-mini", key).statusCode()).isEqualTo(200);
		assertThat(get("gpt-4o", key).statusCode()).isEqualTo(404);
		assertThat(get("gpt-4o-mini", "sk-serai-none").statusCode()).isEqualTo(401);
	}

	private HttpResponse<String> get(String name, String key) {
		String path = "/v1/models" + ((name.isEmpty() || name.startsWith("/")) ? name : "/" + name);
		return this.gateway.send(this.gateway.request(path).setHeader("authorization", "Bearer " + key).GET().build());
	}

}
