package dev.serai.routes.jobs;

import java.util.List;

import dev.serai.routes.RouteFile;
import dev.serai.routes.RouteTest;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@RouteFile("jobs/alerts")
class AlertsRouteTest extends RouteTest {

	@Test
	void reportsTheBreakersOfTheNodeApartFromTheEvaluation() throws Exception {
		send("report-breakers");
		send("evaluate-alerts");
		assertThat(reached()).containsExactly("alert-rules.reportBreakers", "alert-rules.evaluateAll");
	}

	@ParameterizedTest
	@CsvSource({ "report-breakers, alert-rules.reportBreakers", "evaluate-alerts, alert-rules.evaluateAll" })
	void waitsForItsNextTimeWhereTheDatabaseIsDown(String route, String step) throws Exception {
		failAt(step, REFUSED);
		Exchange turn = send(route);
		assertThat(reached()).containsExactly(step);
		assertThat(turn.getException()).isNull();
	}

	@Test
	void sendsEachNotificationThatIsDue() throws Exception {
		due("webhook", "one", "two", "three");
		send("send-alerts");
		assertThat(reached().stream().filter("http:webhook"::equals)).hasSize(3);
		assertThat(reached().stream().filter("alert-delivery.settle"::equals)).hasSize(3);
	}

	@Test
	void sendsTheOthersWhereOneFails() throws Exception {
		due("webhook", "one", "two", "three");
		on("alert-delivery.writeWebhook", (exchange) -> {
			if ("two".equals(exchange.getMessage().getBody())) {
				throw new IllegalStateException("no such channel");
			}
		});
		Exchange turn = send("send-alerts");
		assertThat(reached().stream().filter("http:webhook"::equals)).hasSize(2);
		assertThat(reached().stream().filter("alert-delivery.failed"::equals)).hasSize(1);
		assertThat(reached().stream().filter("alert-delivery.settle"::equals)).hasSize(3);
		assertThat(turn.getException()).isNull();
	}

	@Test
	void sendsNothingWhereNothingIsDue() throws Exception {
		due("webhook");
		send("send-alerts");
		assertThat(reached()).containsExactly("alert-delivery.claim");
	}

	@Test
	void sendsAtTheNextTimeWhereTheDatabaseIsDown() throws Exception {
		failAt("alert-delivery.claim", REFUSED);
		Exchange turn = send("send-alerts");
		assertThat(reached()).containsExactly("alert-delivery.claim");
		assertThat(turn.getException()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "mail, alert-delivery.writeMail, direct:send-mail", "slack, alert-delivery.writeSlack, http:slack",
			"webhook, alert-delivery.writeWebhook, http:webhook" })
	void writesANotificationForItsKindOfChannelThenSendsIt(String type, String write, String destination)
			throws Exception {
		addressed(type);
		Exchange sent = send("alert-notification");
		assertThat(reached()).containsSubsequence("alert-delivery.address", write, destination, "alert-delivery.settle")
			.doesNotContain("alert-delivery.failed", "alert-delivery.noChannel");
		assertThat(sent.getException()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "slack", "webhook" })
	void checksTheAnswerOfAChannelBehindHttp(String type) throws Exception {
		addressed(type);
		failAt("alert-delivery.checkAnswer", new IllegalStateException("status 500"));
		send("alert-notification");
		assertThat(reached()).containsSubsequence("http:" + type, "alert-delivery.checkAnswer", "alert-delivery.failed",
				"alert-delivery.settle");
	}

	@Test
	void asksTheRouteOfAnOwnChannel() throws Exception {
		addressed("route");
		send("alert-notification");
		assertThat(reached()).containsExactly("alert-delivery.address", "direct:alert-pager", "alert-delivery.settle");
	}

	@Test
	void failsANotificationWhoseChannelIsNotConfigured() throws Exception {
		addressed("none");
		failAt("alert-delivery.noChannel", new IllegalStateException("no channel"));
		send("alert-notification");
		assertThat(reached()).containsExactly("alert-delivery.address", "alert-delivery.noChannel",
				"alert-delivery.failed", "alert-delivery.settle");
	}

	@ParameterizedTest
	@CsvSource({ "mail, direct:send-mail", "slack, http:slack", "webhook, http:webhook", "route, direct:alert-pager" })
	void settlesANotificationThatCouldNotBeSentWithItsReason(String type, String destination) throws Exception {
		addressed(type);
		failAt(destination, new java.net.ConnectException("refused"));
		on("alert-delivery.failed",
				(exchange) -> assertThat(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class))
					.hasMessage("refused"));
		Exchange sent = send("alert-notification");
		assertThat(reached()).endsWith(destination, "alert-delivery.failed", "alert-delivery.settle");
		assertThat(sent.getException()).isNull();
	}

	@Test
	void settlesAgainWhileTheDatabaseIsDownAndSendsTheNotificationOnce() throws Exception {
		addressed("webhook");
		failOnce("alert-delivery.settle", REFUSED);
		Exchange sent = send("alert-notification", AlertsRouteTest::atOnce);
		assertThat(reached().stream().filter("alert-delivery.settle"::equals)).hasSize(2);
		assertThat(reached().stream().filter("http:webhook"::equals)).hasSize(1);
		assertThat(sent.getException()).isNull();
	}

	private void addressed(String type) {
		on("alert-delivery.address", (exchange) -> {
			exchange.setProperty("alertChannelType", type);
			exchange.setProperty("alertChannel", "pager");
		});
	}

	private void due(String type, String... notifications) {
		addressed(type);
		on("alert-delivery.claim", (exchange) -> exchange.getMessage().setBody(List.of(notifications)));
	}

}
