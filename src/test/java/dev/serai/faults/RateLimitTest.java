package dev.serai.faults;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

import dev.serai.gateway.fallback.Cooldowns;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An account that has had enough is left alone for as long as it asks. Each test has
 * accounts of its own, for what they asked is not forgotten.
 */
class RateLimitTest {

	private Scene scene;

	@BeforeEach
	void set() {
		this.scene = Scene.set();
		this.scene.beta.plays(Said.answering("From the other."));
	}

	private Duration rest(String account) {
		return this.scene.gateway.part(Cooldowns.class).remaining(account);
	}

	@Test
	void U04_theOtherAccountServesAndTheFirstIsLeftAlone() {
		this.scene.alpha.plays(Said.failing(429, "retry-after", "7"));
		for (int i = 0; i < 5; i++) {
			HttpResponse<String> response = this.scene.chat(Said.request("limited-pair1"));
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(Scene.header(response, "x-serai-provider")).isEqualTo("other1");
		}
		assertThat(this.scene.alpha.requests()).hasSize(1);
		assertThat(rest("account1")).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(7));
		assertThat(this.scene.breaker("account1/limited-pair1").getMetrics().getNumberOfFailedCalls()).isZero();
	}

	@Test
	void U04_withNothingElseLeftTheCallerLearnsHowLong() {
		this.scene.alpha.plays(Said.failing(429, "retry-after", "30"));
		HttpResponse<String> first = this.scene.chat(Said.request("limited2"));
		assertThat(first.statusCode()).isEqualTo(429);
		assertThat(Scene.error(first)).isEqualTo("rate_limit_exceeded");
		assertThat(Scene.header(first, "retry-after")).isEqualTo("30");
		HttpResponse<String> second = this.scene.chat(Said.request("limited2"));
		assertThat(second.statusCode()).isEqualTo(429);
		assertThat(Integer.parseInt(Scene.header(second, "retry-after"))).isBetween(25, 30);
		assertThat(this.scene.alpha.requests()).hasSize(1);
	}

	@Test
	void U04_aLaterShorterWishNeverShortensAnEarlierOne() {
		this.scene.alpha.plays(Said.failing(429, "retry-after", "60"));
		this.scene.chat(Said.request("limited3"));
		this.scene.gateway.part(Cooldowns.class).cool("account3", Duration.ofSeconds(1));
		assertThat(rest("account3")).isGreaterThan(Duration.ofSeconds(50));
	}

	@Test
	void U04_anAccountIsAskedAgainWhenItsTimeIsUp() {
		this.scene.alpha.plays(Said.failing(429, "retry-after-ms", "400"));
		assertThat(this.scene.chat(Said.request("limited4")).statusCode()).isEqualTo(429);
		this.scene.alpha.plays(Said.answering("Well again."));
		await().atMost(Duration.ofSeconds(3))
			.untilAsserted(() -> assertThat(this.scene.chat(Said.request("limited4")).statusCode()).isEqualTo(200));
		assertThat(this.scene.alpha.requests()).hasSize(2);
	}

	@ParameterizedTest
	@CsvSource({ "5, retry-after, 86400, 295, 300", "6, retry-after, soon, 8, 10", "7, retry-after, -1, 8, 10",
			"8, retry-after, date, 15, 20" })
	void U04_theWaitIsBelievedWithinReason(int account, String header, String value, int least, int most) {
		String said = value.equals("date")
				? DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(20))
				: value;
		this.scene.alpha.plays(Said.failing(429, header, said));
		assertThat(this.scene.chat(Said.request("limited" + account)).statusCode()).isEqualTo(429);
		assertThat(rest("account" + account)).isBetween(Duration.ofSeconds(least), Duration.ofSeconds(most));
	}

	@Test
	void U05_providersOfOneAccountRestTogether() {
		this.scene.alpha.plays(Said.failing(429, "retry-after", "20"));
		HttpResponse<String> response = this.scene.chat(Said.request("joint"));
		assertThat(response.statusCode()).isEqualTo(429);
		assertThat(this.scene.chat(Said.request("joint")).statusCode()).isEqualTo(429);
		assertThat(this.scene.alpha.requests()).hasSize(1);
		assertThat(this.scene.beta.requests()).isEmpty();
	}

}
