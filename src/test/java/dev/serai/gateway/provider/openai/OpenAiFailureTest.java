package dev.serai.gateway.provider.openai;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.ProviderFailure.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class OpenAiFailureTest {

	private final OpenAiProtocol protocol = new OpenAiProtocol(
			InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z")));

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', nullValues = "-",
			textBlock = """
					400 | {'error':{'message':'m','type':'t','param':'p','code':'context_length_exceeded'}} | INVALID_REQUEST | m | context_length_exceeded | p
					429 | {'error':{'message':'m','type':'tokens','param':null,'code':'rate_limit_exceeded'}} | RATE_LIMITED | m | rate_limit_exceeded | -
					401 | {'error':{'message':'m','type':'invalid_api_key','code':401}} | AUTH | m | invalid_api_key | -
					401 | {'error':{'message':'m','code':'401'}}  | AUTH            | m | 401 | -
					401 | {'detail':'m'}                          | AUTH            | m | - | -
					422 | {'detail':[{'loc':['body','n'],'msg':'m'},{'msg':'k'}]} | INVALID_REQUEST | body.n: m; k | - | n
					400 | {'code':'c','error':'Incorrect API key provided'} | AUTH  | Incorrect API key provided | c | -
					400 | {'error':{'message':'m','code':'invalid_api_key'}} | AUTH | m | invalid_api_key | -
					429 | {'object':'error','message':'m','type':'rate_limited','param':null,'code':'1300'} | RATE_LIMITED | m | rate_limited | -
					404 | {'error':'m'}                           | NOT_FOUND       | m | - | -
					429 | {'error':{'code':429,'message':'m','metadata':{'raw':'r'}}} | RATE_LIMITED | m: r | 429 | -
					402 | {'error':{'message':'m','code':'insufficient_balance'}} | INSUFFICIENT_QUOTA | m | insufficient_balance | -
					503 | {'message':'m'}                         | OVERLOADED      | m | - | -
					529 | Overloaded                              | OVERLOADED      | Overloaded | - | -
					502 | <html>secret host</html>                | SERVER_ERROR    | The provider answered with status 502 | - | -
					500 | []                                      | SERVER_ERROR    | [] | - | -
					500 | {}                                      | SERVER_ERROR    | The provider answered with status 500 | - | -
					504 | -                                       | TIMEOUT         | The provider answered with status 504 | - | -
					""")
	void shouldUnderstandEveryForm(int status, String body, Kind kind, String message, String code, String param) {
		ProviderFailure failure = fail(status, body, Map.of());
		assertThat(failure.kind()).isEqualTo(kind);
		assertThat(failure.status()).isEqualTo(status);
		assertThat(failure.getMessage()).isEqualTo(message);
		assertThat(failure.code()).isEqualTo(code);
		assertThat(failure.param()).isEqualTo(param);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", textBlock = """
			7     | -    | 7000
			7.5   | -    | 7500
			0     | -    | 0
			1     | 0    | 1000
			5     | 250  | 250
			-     | 1574.2 | 1574
			86400 | -    | 86400000
			-1    | -    | -
			soon  | -    | -
			.     | x    | -
			1e9   | -    | -
			99999999999999999 | - | -
			Sun, 01 Mar 2026 12:00:30 GMT | - | 30000
			Sun, 01 Mar 2026 11:59:30 GMT | - | -
			Sun, 32 Mar 2026 11:59:30 GMT | - | -
			-     | -    | -
			""")
	void shouldReadWhenToComeBack(String retryAfter, String milliseconds, Long expected) {
		Map<String, String> headers = new HashMap<>();
		headers.put("retry-after", retryAfter);
		headers.put("retry-after-ms", milliseconds);
		assertThat(fail(429, "{}", headers).retryAfter())
			.isEqualTo((expected == null) ? null : Duration.ofMillis(expected));
	}

	@Test
	void shouldCutLongMessages() {
		assertThat(fail(500, "{'error':'" + "x".repeat(9_000) + "'}", Map.of()).getMessage()).hasSize(2_000);
		assertThat(fail(500, "x".repeat(90_000), Map.of()).getMessage()).hasSize(2_000);
	}

	private ProviderFailure fail(int status, String body, Map<String, String> headers) {
		byte[] bytes = (body == null) ? new byte[0] : body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
		return this.protocol.failure(status, headers::get, bytes);
	}

}
