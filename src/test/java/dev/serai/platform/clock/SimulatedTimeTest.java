package dev.serai.platform.clock;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import dev.serai.testing.OneProvider;
import dev.serai.testing.Operator;
import dev.serai.testing.SimulatedTime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A gateway whose clocks stand still until a test moves them on: what depends on the time
 * depends on them, and on nothing else.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulatedTimeTest {

	private static final String MODEL = "gpt-4o-mini";

	/**
	 * Half an hour before a day ends: the next one begins before the keys in memory are
	 * too old to be trusted.
	 */
	private final SimulatedTime time = new SimulatedTime(
			LocalDate.now(ZoneOffset.UTC).atTime(LocalTime.of(23, 30)).toInstant(ZoneOffset.UTC));

	private final FakeProvider provider = new FakeProvider()
		.plays((request, wire) -> wire.json(200, OneProvider.ANSWER));

	private Gateway gateway;

	private Operator operator;

	@BeforeAll
	void start() {
		this.gateway = Gateway.with(this.provider, this.time);
		this.operator = new Operator(this.gateway);
	}

	@AfterAll
	void end() {
		this.gateway.close();
		this.provider.close();
	}

	private JsonNode key(String more) {
		return this.operator.newKey(this.operator.newTeam(), more);
	}

	private HttpResponse<String> chat(JsonNode key) {
		return this.operator.chat(key, MODEL, "f");
	}

	private void refused(JsonNode key, int status, String code) {
		HttpResponse<String> answer = chat(key);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
		assertThat(Gateway.json(answer).path("error").path("code").asText()).isEqualTo(code);
	}

	private void served(JsonNode key) {
		HttpResponse<String> answer = chat(key);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
	}

	@Test
	void aCallIsRecordedAtTheTimeOfTheClockAndTakesNone() {
		JsonNode record = this.operator.recordOf(chat(key("")));
		assertThat(Instant.parse(record.path("at").asText())).isEqualTo(this.time.now());
		assertThat(record.path("totalMs").isNumber()).as(record.toString()).isTrue();
		assertThat(record.path("totalMs").asDouble()).isZero();
	}

	@Test
	void aKeyExpiresWithTheClock() {
		Instant end = this.time.now().plus(Duration.ofMinutes(5));
		JsonNode key = key(",\"expiresAt\":\"" + end + "\"");
		this.time.pass(Duration.ofMinutes(5).minusMillis(1));
		served(key);
		this.time.pass(Duration.ofMillis(1));
		refused(key, 401, "invalid_api_key");
	}

	@Test
	void aMinuteOfALimitPassesWithTheClock() {
		JsonNode key = key("");
		HttpResponse<String> set = this.operator.send("PUT", "/api/limits",
				"{\"scope\":\"key\",\"subject\":\"" + key.path("id").asText() + "\",\"requestsPerMinute\":1}");
		assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
		served(key);
		refused(key, 429, "rate_limit_exceeded");
		this.time.pass(Duration.ofSeconds(59));
		refused(key, 429, "rate_limit_exceeded");
		this.time.pass(Duration.ofSeconds(2));
		served(key);
	}

	/** A call may cost up to 0.00247 US dollars, and costs a tenth of that. */
	@Test
	void aBudgetBeginsAnewWhenTheClockSaysThatItIsTheNextDay() {
		JsonNode key = key("");
		HttpResponse<String> made = this.operator.post("/api/budgets", "{\"scope\":\"key\",\"keyId\":\""
				+ key.path("id").asText() + "\",\"period\":\"day\",\"limitUsd\":\"0.0025\"}");
		assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
		served(key);
		refused(key, 429, "budget_exceeded");
		Instant tomorrow = this.time.now().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
		this.time.pass(Duration.between(this.time.now(), tomorrow));
		served(key);
	}

}
