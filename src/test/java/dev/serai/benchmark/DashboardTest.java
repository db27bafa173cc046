package dev.serai.benchmark;

import java.math.BigDecimal;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.testing.Browser;
import dev.serai.testing.Gateway;
import dev.serai.testing.Operator;
import dev.serai.testing.Sums;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the pages ask, over a small ledger of the same kind: answers are right there. */
class DashboardTest {

	@Test
	void everyQuestionIsAnsweredAndTotalsAreTheLedgers() {
		try (Gateway gateway = Gateway.start(Map.of())) {
			Dashboard dashboard = new Dashboard(gateway);
			dashboard.load(4_000);
			Sums.assertEqualLedger(gateway.database());
			Browser member = DashboardScenario.member(gateway);
			BigDecimal all = cost(gateway, "true");
			BigDecimal theirs = cost(gateway, "team IN ('team-0', 'team-3', 'team-11')");
			for (Dashboard.Question question : dashboard.questions()) {
				var answer = new Operator(gateway).get(question.path());
				var ofMember = member.get(question.path());
				assertThat(answer.statusCode()).as(question.name() + answer.body()).isEqualTo(200);
				assertThat(ofMember.statusCode()).as(question.name() + ofMember.body()).isEqualTo(200);
				if (question.path().startsWith("/api/usage") && question.name().contains("90 days")) {
					assertTotal(Gateway.json(answer), all);
					assertTotal(Gateway.json(ofMember), theirs);
				}
			}
		}
	}

	private static BigDecimal cost(Gateway gateway, String which) {
		return gateway.database()
			.sql("SELECT sum(cost_usd) FROM call WHERE at >= now() - interval '2160 hours' AND " + which)
			.query(BigDecimal.class)
			.single();
	}

	/** Of parts that are told apart, the parts come to it, too. */
	private static void assertTotal(JsonNode usage, BigDecimal cost) {
		assertThat(new BigDecimal(usage.path("total").path("costUsd").asText())).isEqualByComparingTo(cost);
		if (usage.has("data") && !usage.path("by").asText().equals("tag")) {
			assertThat(sum(usage.path("data"))).isEqualByComparingTo(cost);
			usage.path("data").forEach(item -> {
				if (item.has("series")) {
					assertThat(sum(item.path("series")))
						.isEqualByComparingTo(new BigDecimal(item.path("costUsd").asText()));
				}
			});
		}
	}

	private static BigDecimal sum(JsonNode items) {
		BigDecimal sum = BigDecimal.ZERO;
		for (JsonNode item : items) {
			sum = sum.add(new BigDecimal(item.path("costUsd").asText()));
		}
		return sum;
	}

}
