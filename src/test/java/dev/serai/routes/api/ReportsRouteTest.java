package dev.serai.routes.api;

import dev.serai.routes.RouteFile;
import dev.serai.routes.RouteTest;
import org.apache.camel.Exchange;
import org.apache.camel.builder.NotifyBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@RouteFile("api/reports")
class ReportsRouteTest extends RouteTest {

	@Test
	void queuesAReportAndSendsItWithoutKeepingThePersonWaiting() throws Exception {
		end("direct:reports-under-way").expectedMessageCount(1);
		send("send-report");
		assertThat(reached()).startsWith("require-member", "check-request", "report-steps.sendReport");
		end("direct:reports-under-way").assertIsSatisfied();
	}

	@Test
	void answersEvenWhereSendingFails() throws Exception {
		on("report-steps.sendReport", (exchange) -> exchange.getMessage().setBody("queued"));
		on("refuse", (exchange) -> exchange.getMessage().setBody("error"));
		failAt("direct:reports-under-way", REFUSED);
		NotifyBuilder both = new NotifyBuilder(this.context).whenDone(2).create();
		Exchange answer = send("send-report");
		assertThat(both.matchesWaitTime()).isTrue();
		assertThat(answer.getMessage().getBody()).isEqualTo("queued");
		assertThat(answer.getException()).isNull();
	}

	@Test
	void sendsNothingWhereTheReportIsRefused() throws Exception {
		failAt("report-steps.sendReport", REFUSED);
		send("send-report");
		assertThat(reached()).containsExactly("require-member", "check-request", "report-steps.sendReport", "refuse",
				"close-call");
	}

	@Test
	void queuesNothingForSomebodyWhoHasNotSignedIn() throws Exception {
		failAt("require-member", REFUSED);
		send("send-report");
		assertThat(reached()).containsExactly("require-member", "refuse", "close-call");
	}

}
