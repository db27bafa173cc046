package dev.serai;

import java.net.http.HttpResponse;

import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The shortest way through the whole platform. */
class FirstCallTest {

	private static FakeProvider provider;

	private static Gateway gateway;

	@BeforeAll
	static void start() {
		provider = new FakeProvider();
		gateway = Gateway.with(provider);
	}

	@AfterAll
	static void stop() {
		gateway.close();
		provider.close();
	}

	@Test
	void answersPricesAndRecordsAPlainCall() {
		String answer = """
				{"id":"c1","object":"chat.completion","created":1,"model":"gpt-4o-mini","x_vendor":{"kept":1.50},\
				"choices":[{"index":0,"message":{"role":"assistant","content":"Hi."},"finish_reason":"stop"}],\
				"usage":{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1100}}""";
		provider.plays((request, wire) -> wire.json(200, answer));
		HttpResponse<String> response = gateway
			.chat("{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}],\"x\":1.50}");
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.body()).isEqualTo(answer);
		assertThat(response.headers().firstValue("x-serai-cost-usd")).contains("0.00021");
		assertThat(response.headers().firstValue("x-serai-provider")).contains("openai");
		assertThat(response.headers().firstValue("x-serai-attempts")).contains("1");
		assertThat(provider.lastRequest().text()).contains("\"x\":1.50");
		String id = response.headers().firstValue("x-request-id").orElseThrow();
		await().untilAsserted(() -> assertThat(gateway.database()
			.sql("SELECT count(*) FROM call WHERE id = ?::uuid")
			.param(id)
			.query(Long.class)
			.single()).isEqualTo(1));
	}

	@Test
	void relaysAStream() {
		provider.plays((request, wire) -> {
			wire.stream();
			wire.event("{\"id\":\"c2\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":"
					+ "{\"role\":\"assistant\",\"content\":\"Hi.\"},\"finish_reason\":null}]}");
			wire.event("{\"id\":\"c2\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{},"
					+ "\"finish_reason\":\"stop\"}]}");
			wire.event("[DONE]");
			wire.end();
		});
		HttpResponse<String> response = gateway.chat(
				"{\"model\":\"gpt-4o-mini\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(Gateway.events(response.body())).hasSize(3).endsWith("[DONE]");
		assertThat(provider.lastRequest().text()).contains("include_usage");
	}

}
