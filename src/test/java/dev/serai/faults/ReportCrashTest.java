package dev.serai.faults;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.boot.RealDatabase;
import dev.serai.testing.FakeMailServer;
import dev.serai.testing.Gateway;
import dev.serai.testing.Operator;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A node is killed while it sends a report, and another is there. */
class ReportCrashTest {

	private static final String PEPPER = "cGVwcGVyLWZvci10ZXN0cy1vZi0zMi1ieXRlcy1vci1tb3Jl";

	@Test
	@DisplayName("M02: a node killed before the mail's end is replaced, one killed after it is not; one mail either way")
	void oneMailWhereverTheNodeIsKilled() throws IOException, InterruptedException {
		String url = RealDatabase.freshUrl();
		try (FakeMailServer mails = new FakeMailServer();
				Gateway other = Gateway
					.start(Map.of(Gateway.DATABASE, url, "serai.key-pepper", PEPPER, "serai.smtp.host", "127.0.0.1",
							"serai.smtp.port", Integer.toString(mails.port()), "serai.mail.from", "serai@example.com"));
				SeraiProcess first = new SeraiProcess(Map.of("SPRING_DATASOURCE_URL", url, "SERAI_KEY_PEPPER", PEPPER,
						"SERAI_SMTP_HOST", "127.0.0.1", "SERAI_SMTP_PORT", Integer.toString(mails.port()),
						"SERAI_MAIL_FROM", "serai@example.com"))) {
			JdbcClient database = other.database();
			// Tests say when a minute has passed on the other node.
			stopClock(other);
			first.awaitReady();
			String before = dueReport(other, database, "killed before");
			mails.atData(() -> kill(first));
			sendAt(first, before);
			await().atMost(Duration.ofMinutes(1)).until(() -> !first.isAlive());
			takeOver(other, database);
			assertThat(statuses(other, before)).containsExactly("sent", "sent");
			assertThat(mails.taken()).as("the one that was due, and the one that was wanted").hasSize(2);

			mails.behave().atEnd(() -> kill(first));
			first.start();
			first.awaitReady();
			String after = dueReport(other, database, "killed after");
			sendAt(first, after);
			await().atMost(Duration.ofMinutes(1)).until(() -> !first.isAlive());
			mails.behave();
			takeOver(other, database);
			takeOver(other, database);
			assertThat(statuses(other, after)).containsExactlyInAnyOrder("failed", "sent");
			assertThat(mails.taken()).as("one that was handed over and never heard of, one that nobody began with")
				.hasSize(4);
		}
	}

	private static void stopClock(Gateway node) {
		try {
			node.part(CamelContext.class).getRouteController().stopRoute("report-clock");
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void kill(SeraiProcess process) {
		try {
			process.kill();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** A report whose delivery waits already. */
	private static String dueReport(Gateway gateway, JdbcClient database, String name) {
		JsonNode report = Gateway.json(new Operator(gateway).post("/api/reports", """
				{"name":"%s","scope":"all","frequency":"daily","recipients":["ada@example.com"]}""".formatted(name)));
		String id = report.path("id").asText();
		database
			.sql("""
					INSERT INTO report_delivery (id, report_id, period_start, period_end, on_demand)
					VALUES (gen_random_uuid(), ?::uuid, date_trunc('day', now()) - interval '1 day', date_trunc('day', now()),
					        false)""")
			.param(id)
			.update();
		return id;
	}

	/** Makes a node send what waits: first what was due, then what is wanted now. */
	private static void sendAt(SeraiProcess node, String report) throws IOException, InterruptedException {
		try (HttpClient http = HttpClient.newHttpClient()) {
			HttpResponse<String> ordered = http
				.send(HttpRequest.newBuilder(node.url("/api/reports/" + report + "/send"))
					.header("authorization", "Bearer " + Gateway.ADMIN_KEY)
					.POST(BodyPublishers.noBody())
					.build(), BodyHandlers.ofString());
			assertThat(ordered.statusCode()).as(ordered.body()).isEqualTo(202);
		}
	}

	private static void takeOver(Gateway node, JdbcClient database) throws IOException {
		database.sql("UPDATE report_delivery SET leased_until = now()").update();
		try (ProducerTemplate template = node.part(CamelContext.class).createProducerTemplate()) {
			template.sendBody("direct:reports-due", "");
		}
	}

	private static Iterable<String> statuses(Gateway node, String report) {
		return Gateway.json(new Operator(node).get("/api/reports/" + report + "/deliveries"))
			.path("data")
			.findValuesAsText("status");
	}

}
