package dev.serai.gateway.provider.anthropic;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.ProviderFailure.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AnthropicFailureTest {

	private final AnthropicProtocol protocol = new AnthropicProtocol(
			InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")));

	@ParameterizedTest
	@CsvSource({ "400,invalid_request_error,INVALID_REQUEST", "401,authentication_error,AUTH",
			"402,billing_error,INSUFFICIENT_QUOTA", "403,permission_error,AUTH", "404,not_found_error,NOT_FOUND",
			"413,request_too_large,INVALID_REQUEST", "429,rate_limit_error,RATE_LIMITED", "500,api_error,SERVER_ERROR",
			"504,timeout_error,TIMEOUT", "529,overloaded_error,OVERLOADED", "500,overloaded_error,OVERLOADED",
			"503,api_error,OVERLOADED" })
	void tellsTheKindAndKeepsTheWords(int status, String type, Kind kind) {
		ProviderFailure failure = failure(status, null, error(type, "what happened"));
		assertThat(failure.kind()).isEqualTo(kind);
		assertThat(failure.status()).isEqualTo(status);
		assertThat(failure.code()).isEqualTo(type);
		assertThat(failure.getMessage()).isEqualTo("what happened");
	}

	@Test
	void promptsBeyondTheWindowHaveOpenAisCode() {
		assertThat(
				failure(400, null, error("invalid_request_error", "prompt is too long: 9 tokens > 5 maximum")).code())
			.isEqualTo("context_length_exceeded");
		assertThat(failure(400, null,
				error("invalid_request_error", "input length and `max_tokens` exceed context limit: 8 + 9 > 10"))
			.code()).isEqualTo("context_length_exceeded");
	}

	@Test
	void anEmptyAccountIsNotTheCallersFault() {
		assertThat(
				failure(400, null, error("invalid_request_error", "Your credit balance is too low to go on.")).kind())
			.isEqualTo(Kind.INSUFFICIENT_QUOTA);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "12,PT12S", "1.5,PT1.5S", "0,PT0S", "'Thu, 01 Jan 2026 00:01:00 GMT',PT1M",
			"'Wed, 31 Dec 2025 00:00:00 GMT',-", "soon,-", "-3,-", "-,-", "'',-" })
	void readsRetryAfter(String header, Duration wait) {
		assertThat(failure(429, header, error("rate_limit_error", "slow down")).retryAfter()).isEqualTo(wait);
	}

	@ParameterizedTest
	@CsvSource({ "<html>Bad gateway</html>", "''", "{}", "{\"error\":null}", "{\"error\":{}}" })
	void standsBodiesThatAreNotAnthropics(String body) {
		ProviderFailure failure = failure(502, null, body);
		assertThat(failure.kind()).isEqualTo(Kind.SERVER_ERROR);
		assertThat(failure.getMessage()).isEqualTo("The provider answered 502");
		assertThat(failure.code()).isNull();
	}

	@Test
	void cutsLongMessagesBetweenCharacters() {
		String message = failure(400, null, error("invalid_request_error", "x" + "😀".repeat(2000))).getMessage();
		assertThat(message.length()).isEqualTo(1999);
		assertThat(message).endsWith("😀");
	}

	private ProviderFailure failure(int status, String retryAfter, String body) {
		return this.protocol.failure(status, name -> name.equals("retry-after") ? retryAfter : null,
				body.getBytes(StandardCharsets.UTF_8));
	}

	private static String error(String type, String message) {
		return "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"%s\"},\"request_id\":\"r\"}"
			.formatted(type, message);
	}

}
