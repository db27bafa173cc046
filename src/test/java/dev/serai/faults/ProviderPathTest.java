package dev.serai.faults;

import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Which path of a provider is asked, by protocol, whole and streamed. */
class ProviderPathTest {

	private static final FakeProvider PROVIDER = new FakeProvider();

	private static Gateway gateway;

	@BeforeAll
	static void start() {
		gateway = new OwnConfiguration().provider("alpha", "openai", PROVIDER.url() + "/of/alpha/v1")
			.provider("claude", "anthropic", PROVIDER.url())
			.provider("gem", "gemini", PROVIDER.url() + "/proxy")
			.model("a", "alpha")
			.model("b", "claude")
			.modelWith("c", "      - {provider: gem, name: tuned/c@2, prices: []}\n")
			.start();
	}

	@AfterAll
	static void stop() {
		gateway.close();
		PROVIDER.close();
	}

	@ParameterizedTest
	@CsvSource({ "a,false,/of/alpha/v1/chat/completions", "a,true,/of/alpha/v1/chat/completions",
			"b,false,/v1/messages", "b,true,/v1/messages", "c,false,/proxy/v1beta/models/tuned%2Fc%402:generateContent",
			"c,true,/proxy/v1beta/models/tuned%2Fc%402:streamGenerateContent?alt=sse" })
	void theCodecsPathFollowsTheBaseUrl(String model, boolean stream, String path) {
		PROVIDER.plays((request, wire) -> wire.json(400, "{\"error\":{\"message\":\"no\"}}")).forget();
		gateway.chat("{\"model\":\"%s\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}"
			.formatted(model, stream));
		assertThat(PROVIDER.lastRequest().method()).isEqualTo("POST");
		assertThat(PROVIDER.lastRequest().target()).isEqualTo(path);
	}

}
