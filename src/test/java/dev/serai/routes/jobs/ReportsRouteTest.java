package dev.serai.routes.jobs;

import java.util.Iterator;
import java.util.List;

import dev.serai.routes.RouteFile;
import dev.serai.routes.RouteTest;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@RouteFile("jobs/reports")
class ReportsRouteTest extends RouteTest {

	@Test
	void opensWhatIsDueThenSendsWhatWaits() throws Exception {
		claims("one");
		send("report-clock");
		assertThat(reached()).containsExactly("delivery-steps.openDueReports", "delivery-steps.claim",
				"delivery-steps.writeMail", "direct:send-mail", "delivery-steps.keepOutcome", "delivery-steps.claim");
	}

	@Test
	void waitsForTheNextMinuteWhereTheDatabaseIsDown() throws Exception {
		failAt("delivery-steps.openDueReports", REFUSED);
		Exchange turn = send("report-clock");
		assertThat(reached()).containsExactly("delivery-steps.openDueReports");
		assertThat(turn.getException()).isNull();
	}

	@Test
	void sendsUntilNothingWaits() throws Exception {
		claims("one", "two");
		send("reports-under-way");
		assertThat(reached().stream().filter("direct:send-mail"::equals)).hasSize(2);
		assertThat(reached().stream().filter("delivery-steps.claim"::equals)).hasSize(3);
	}

	@Test
	void sendsNothingWhereNothingWaits() throws Exception {
		claims();
		send("reports-under-way");
		assertThat(reached()).containsExactly("delivery-steps.claim");
	}

	@Test
	void keepsTheOutcomeOfAReportThatWasSent() throws Exception {
		send("deliver-report");
		assertThat(reached()).containsExactly("delivery-steps.writeMail", "direct:send-mail",
				"delivery-steps.keepOutcome");
	}

	@Test
	void judgesAFailureThenKeepsItsOutcome() throws Exception {
		failAt("direct:send-mail", new IllegalStateException("552 too large"));
		on("delivery-steps.judgeFailure",
				(exchange) -> assertThat(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class))
					.hasMessage("552 too large"));
		Exchange sent = send("deliver-report");
		assertThat(reached()).containsExactly("delivery-steps.writeMail", "direct:send-mail",
				"delivery-steps.judgeFailure", "delivery-steps.keepOutcome");
		assertThat(sent.getException()).isNull();
	}

	@Test
	void sendsTheNextReportAfterOneThatFailed() throws Exception {
		claims("one", "two");
		failAt("direct:send-mail", new IllegalStateException("552 too large"));
		send("reports-under-way");
		assertThat(reached().stream().filter("delivery-steps.keepOutcome"::equals)).hasSize(2);
	}

	@Test
	void keepsTheOutcomeAgainWhileTheDatabaseIsDownAndSendsTheMailOnce() throws Exception {
		failOnce("delivery-steps.keepOutcome", REFUSED);
		Exchange sent = send("deliver-report", ReportsRouteTest::atOnce);
		assertThat(reached()).containsExactly("delivery-steps.writeMail", "direct:send-mail",
				"delivery-steps.keepOutcome", "delivery-steps.keepOutcome");
		assertThat(sent.getException()).isNull();
	}

	/** Each claim is for a report; null when nothing waits. */
	private void claims(String... reports) {
		Iterator<String> left = List.of(reports).iterator();
		on("delivery-steps.claim", (exchange) -> exchange.getMessage().setBody(left.hasNext() ? left.next() : null));
	}

}
