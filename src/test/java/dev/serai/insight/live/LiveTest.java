package dev.serai.insight.live;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.testing.Browser;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import dev.serai.testing.LookingOn;
import dev.serai.testing.OneProvider;
import dev.serai.testing.Operator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Looking on while calls are made. */
@ExtendWith(OneProvider.class)
class LiveTest {

	@Test
	void pulsesComeOneByOneAndTellOfEveryCall(Gateway gateway) {
		Operator operator = new Operator(gateway);
		JsonNode team = operator.newTeam();
		JsonNode key = operator.newKey(team, "");
		try (LookingOn looking = LookingOn.with(gateway.admin("/api/live"))) {
			JsonNode first = looking.next();
			assertThat(looking.head("content-type")).startsWith("text/event-stream");
			assertThat(looking.head("x-accel-buffering")).isEqualTo("no");
			assertThat(looking.head("cache-control")).contains("no-store");
			assertThat(first.path("recent")).isEmpty();
			operator.chat(key, "gpt-4o-mini", "live");
			HttpResponse<String> failed = operator.chat(key, "no-such-model", "live");
			assertThat(failed.statusCode()).isEqualTo(404);
			List<JsonNode> seen = new ArrayList<>();
			double calls = 0;
			BigDecimal usd = BigDecimal.ZERO;
			while (seen.size() < 2) {
				JsonNode pulse = looking.next();
				calls += pulse.path("callsPerSecond").asDouble();
				usd = usd.add(new BigDecimal(pulse.path("usdPerMinute").asText()));
				pulse.path("recent").forEach(call -> {
					if (call.path("team").asText().equals(team.path("name").asText())) {
						seen.add(call);
					}
				});
			}
			JsonNode answered = seen.stream()
				.filter(call -> call.path("status").asInt() == 200)
				.findFirst()
				.orElseThrow();
			assertThat(answered.path("model").asText()).isEqualTo("gpt-4o-mini");
			assertThat(answered.path("provider").asText()).isEqualTo("openai");
			assertThat(answered.path("outcome").asText()).isEqualTo("ok");
			assertThat(answered.path("costUsd").asText()).isEqualTo("0.00021");
			assertThat(answered.path("totalMs").asDouble()).isPositive();
			JsonNode refused = seen.stream()
				.filter(call -> call.path("status").asInt() == 404)
				.findFirst()
				.orElseThrow();
			assertThat(refused.path("model").asText()).isEqualTo("no-such-model");
			assertThat(refused.path("provider").isNull()).isTrue();
			assertThat(calls).isBetween(1.5, 2.5);
			assertThat(usd.doubleValue()).isBetween(0.00021 * 45, 0.00021 * 65);
		}
	}

	@Test
	void pulsesComeEverySecondWhateverHappens(Gateway gateway) {
		try (LookingOn looking = LookingOn.with(gateway.admin("/api/live"))) {
			looking.next();
			long start = System.nanoTime();
			looking.next();
			looking.next();
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(1500),
					Duration.ofMillis(4000));
		}
	}

	@Test
	@DisplayName("P9: members see their own teams' calls, in numbers too")
	void membersSeeTheirOwn(Gateway gateway, FakeProvider provider) {
		Operator operator = new Operator(gateway);
		JsonNode team = operator.newTeam();
		JsonNode key = operator.newKey(team, "");
		Browser outsider = Browser.of(gateway, "member").in(operator.newTeam(), "owner");
		Browser viewer = Browser.of(gateway, "member").in(team, "viewer");
		try (LookingOn theirs = LookingOn.with(viewer.request("GET", "/api/live", null));
				LookingOn others = LookingOn.with(outsider.request("GET", "/api/live", null))) {
			theirs.next();
			others.next();
			provider.plays((request, wire) -> {
				assertThat(theirs.next(pulse -> pulse.path("activeCalls").asInt() == 1)).isNotNull();
				wire.json(200, OneProvider.ANSWER);
			});
			operator.chat(key, "gpt-4o-mini", "live");
			JsonNode pulse = theirs.next(it -> !it.path("recent").isEmpty());
			assertThat(pulse.path("callsPerSecond").asDouble()).isPositive();
			assertThat(pulse.path("tokensPerSecond").asDouble()).isPositive();
			for (int i = 0; i < 2; i++) {
				others.next();
			}
			assertThat(others.heard()).isNotEmpty().allSatisfy(it -> {
				assertThat(it.path("recent")).isEmpty();
				assertThat(it.path("callsPerSecond").asDouble()).isZero();
				assertThat(it.path("tokensPerSecond").asDouble()).isZero();
				assertThat(it.path("usdPerMinute").asText()).isEqualTo("0");
				assertThat(it.path("activeCalls").asInt()).isZero();
			});
		}
	}

	@Test
	void theStreamEndsWithTheSession(Gateway gateway) {
		Browser person = Browser.of(gateway, "auditor");
		try (LookingOn looking = LookingOn.with(person.request("GET", "/api/live", null))) {
			looking.next();
			assertThat(person.send("DELETE", "/api/session", null).statusCode()).isEqualTo(204);
			await().atMost(Duration.ofSeconds(8)).until(looking::isOver);
		}
		assertThat(person.get("/api/live").statusCode()).isEqualTo(401);
	}

	@Test
	@DisplayName("One person looks on a few times, and who leaves makes room")
	void aBoundedNumberLooksOn(Gateway gateway) {
		List<LookingOn> crowd = new ArrayList<>();
		try {
			int status = 200;
			while (status == 200) {
				LookingOn one = LookingOn.with(gateway.admin("/api/live"));
				crowd.add(one);
				status = one.status();
				assertThat(crowd.size()).isLessThanOrEqualTo(17);
			}
			assertThat(status).isEqualTo(503);
			assertThat(crowd.getLast().text()).contains("overloaded");
		}
		finally {
			crowd.forEach(LookingOn::close);
		}
		await().atMost(Duration.ofSeconds(10)).until(() -> new Operator(gateway).get("/api/live").statusCode() == 200);
	}

}
