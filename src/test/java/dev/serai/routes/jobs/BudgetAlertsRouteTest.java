package dev.serai.routes.jobs;

import dev.serai.routes.RouteFile;
import dev.serai.routes.RouteTest;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@RouteFile("jobs/budget-alerts")
class BudgetAlertsRouteTest extends RouteTest {

	@Test
	void notesTheThresholdThenEvaluatesTheRulesAboutBudgets() throws Exception {
		send("budget-alert");
		assertThat(reached()).containsExactly("note-budget-alert", "alert-rules.evaluateBudgets");
	}

	@Test
	void leavesAFailureToWhoeverReportedTheThreshold() throws Exception {
		failAt("alert-rules.evaluateBudgets", REFUSED);
		Exchange answer = send("budget-alert");
		assertThat(answer.getException()).isSameAs(REFUSED);
	}

}
