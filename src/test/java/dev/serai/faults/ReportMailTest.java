package dev.serai.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.serai.gateway.call.Amount;
import dev.serai.gateway.call.Caller;
import dev.serai.insight.report.Dispatch;
import dev.serai.ledger.CallRecord;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.SampleCalls;
import dev.serai.ledger.Served;
import dev.serai.platform.database.embedded.RealDatabase;
import dev.serai.testing.Browser;
import dev.serai.testing.FakeMailServer;
import dev.serai.testing.FakeMailServer.Reply;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import dev.serai.testing.Operator;
import dev.serai.testing.SeraiProcess;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two nodes on one database, and the mail servers that they are told of. */
class ReportMailTest {

	/** One in which it is not about midnight: a day's figures settle for a while. */
	private static final ZoneId ZONE = Stream.of("Pacific/Auckland", "Europe/Berlin")
		.map(ZoneId::of)
		.filter(zone -> LocalTime.now(zone).getHour() > 0 && LocalTime.now(zone).getHour() < 23)
		.findFirst()
		.orElseThrow();

	private static final String PEPPER = "cGVwcGVyLWZvci10ZXN0cy1vZi0zMi1ieXRlcy1vci1tb3Jl";

	private static FakeProvider provider;

	/** Behaves badly where a test wants it to. */
	private static FakeMailServer mails;

	/** A real one, to which the other is but the line where a test wants it to be. */
	private static GreenMail greenMail;

	private static Gateway one;

	private static Gateway two;

	private static JdbcClient database;

	private static String url;

	@BeforeAll
	static void start() {
		provider = new FakeProvider();
		mails = new FakeMailServer();
		greenMail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
		greenMail.start();
		url = RealDatabase.freshUrl();
		one = node();
		two = node();
		database = one.database();
	}

	/** Its clock stands still: tests say when a minute has passed. */
	private static Gateway node() {
		Gateway node = Gateway.start(Map.of(Gateway.DATABASE, url, "serai.key-pepper", PEPPER, "OPENAI_API_KEY",
				"sk-openai-canary", "OPENAI_BASE_URL", provider.url() + "/v1", "serai.smtp.host", "127.0.0.1",
				"serai.smtp.port", Integer.toString(mails.port()), "serai.mail.from", "serai@example.com",
				"serai.mail.domains", "example.com, example.org"));
		try {
			node.part(CamelContext.class).getRouteController().stopRoute("report-clock");
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
		return node;
	}

	@AfterAll
	static void stop() {
		List.of(one, two).forEach(Gateway::close);
		greenMail.stop();
		mails.close();
		provider.close();
	}

	@BeforeEach
	void forget() throws FolderException {
		mails.behave();
		greenMail.purgeEmailFromAllMailboxes();
		database.sql("DELETE FROM report").update();
	}

	/** What happens on each node once in a minute. */
	/**
	 * A process whose clock goes looks by itself at second 10 of a minute, and would take
	 * what a test leaves for another node.
	 */
	private static void awaitPauseOfTheClock() {
		await().until(() -> {
			int second = LocalTime.now(ZoneOffset.UTC).getSecond();
			return second < 2 || second >= 12;
		});
	}

	private static void tick(Gateway node) {
		try (ProducerTemplate template = node.part(CamelContext.class).createProducerTemplate()) {
			template.sendBody("direct:reports-due", "");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static JsonNode newReport(Gateway gateway, String name, JsonNode team) {
		HttpResponse<String> made = new Operator(gateway).post("/api/reports", """
				{"name":"%s","scope":"team","teamId":"%s","frequency":"daily","timeZone":"%s","hour":0,\
				"recipients":["ada@example.com","bob@example.org"]}""".formatted(name, team.path("id").asText(), ZONE));
		assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
		return Gateway.json(made);
	}

	private static void isDue(JsonNode report) {
		database.sql("UPDATE report SET next_at = now() - interval '1 minute' WHERE id = ?::uuid")
			.param(report.path("id").asText())
			.update();
	}

	private static JsonNode deliveries(Gateway gateway, JsonNode report) {
		return Gateway.json(new Operator(gateway).get("/api/reports/" + report.path("id").asText() + "/deliveries"))
			.path("data");
	}

	private static List<String> mailsNamed(String name) {
		return mails.taken().stream().filter(mail -> mail.contains(name)).toList();
	}

	/** A moment of the last day that is over by the report's clock. */
	private static Instant yesterday(int hour) {
		return LocalDate.now(ZONE).minusDays(1).atTime(LocalTime.of(hour, 0)).atZone(ZONE).toInstant();
	}

	private static BigDecimal spend(Gateway gateway, JsonNode team, JsonNode key, String model, String feature,
			int hour) {
		SampleCalls samples = new SampleCalls(hour);
		Caller caller = new Caller(UUID.fromString(team.path("organisationId").asText()),
				UUID.fromString(team.path("id").asText()), team.path("name").asText(),
				UUID.fromString(key.path("id").asText()), "k", ZoneOffset.UTC, Set.of());
		List<CallRecord> calls = IntStream.range(0, 20)
			.mapToObj(i -> samples.with(yesterday(hour).plusSeconds(i), "any", feature,
					new Served("openai/" + model, "openai", model, false)))
			.map(call -> new CallRecord(call.id(), call.endedAt(), caller, call.labels(), call.operation(),
					call.modelRequested(), call.policy(), call.served(), call.stream(), call.outcome(), call.status(),
					call.errorCode(), call.usage(), call.cost(), call.baselineUsd(), call.savedUsd(), call.cache(),
					call.guardEvents(), call.timing(), call.decision(), call.attempts()))
			.toList();
		gateway.part(Ledger.class).append(calls);
		return calls.stream()
			.map(CallRecord::cost)
			.filter(cost -> !cost.isUnknown())
			.map(cost -> cost.usd())
			.reduce(BigDecimal.ZERO, BigDecimal::add);
	}

	@Test
	@DisplayName("M02: two nodes send one mail for a period, and none for it again")
	void twoNodesSendOneMail() throws Exception {
		mails.passesOnTo(greenMail.getSmtp().getPort());
		Operator operator = new Operator(one);
		JsonNode report = newReport(one, "raced", operator.newTeam());
		isDue(report);
		CountDownLatch go = new CountDownLatch(1);
		try (ExecutorService nodes = Executors.newVirtualThreadPerTaskExecutor()) {
			for (int i = 0; i < 6; i++) {
				Gateway node = (i % 2 == 0) ? one : two;
				nodes.execute(() -> {
					awaitQuietly(go);
					tick(node);
				});
			}
			go.countDown();
		}
		await().untilAsserted(
				() -> assertThat(deliveries(one, report).findValuesAsText("status")).containsExactly("sent"));
		isDue(report);
		tick(one);
		tick(two);
		assertThat(greenMail.getReceivedMessages()).as("one mail, in two mailboxes").hasSize(2);
		assertThat(greenMail.getReceivedMessages()[0].getMessageID())
			.isEqualTo(greenMail.getReceivedMessages()[1].getMessageID());
		assertThat(deliveries(two, report)).hasSize(1);
		JsonNode now = Gateway.json(operator.get("/api/reports/" + report.path("id").asText()));
		assertThat(Instant.parse(now.path("nextAt").asText())).isAfter(Instant.now());
		assertThat(Instant.parse(now.path("lastSentAt").asText())).isBefore(Instant.now());
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	@DisplayName("M02: a node that is gone before the mail's end is replaced, a node that is slow is not listened to")
	void whoLostItsClaimHandsNothingOver() {
		JsonNode report = newReport(one, "overtaken", new Operator(one).newTeam());
		isDue(report);
		mails.atData(() -> {
			mails.atData(() -> {
			});
			// The first node stands still, with the mail's head sent; its lease runs out.
			database.sql("UPDATE report_delivery SET leased_until = now()").update();
			tick(two);
		});
		tick(one);
		assertThat(mailsNamed("overtaken")).hasSize(1);
		assertThat(deliveries(one, report).findValuesAsText("status")).containsExactly("sent");
		assertThat(deliveries(one, report).path(0).path("attempts").asInt()).isEqualTo(2);
	}

	@Test
	@DisplayName("M02: a node that is killed while it sends is replaced, and one mail comes of it")
	void aNodeThatIsKilledIsReplaced() throws Exception {
		try (SeraiProcess leader = new SeraiProcess(Map.of("SPRING_DATASOURCE_URL", url, "SERAI_KEY_PEPPER", PEPPER,
				"SERAI_SMTP_HOST", "127.0.0.1", "SERAI_SMTP_PORT", Integer.toString(mails.port()), "SERAI_MAIL_FROM",
				"serai@example.com", "SERAI_MAIL_DOMAINS", "example.com,example.org"))) {
			leader.awaitReady();
			awaitPauseOfTheClock();
			JsonNode team = new Operator(one).newTeam();
			JsonNode report = newReport(one, "killed midway", team);
			isDue(report);
			one.part(Dispatch.class).openDue();
			mails.atData(() -> kill(leader));
			// What somebody wants makes a node look at once for all that waits, and this
			// waits longer.
			JsonNode wanted = newReport(one, "wanted meanwhile", new Operator(one).newTeam());
			try (HttpClient http = HttpClient.newHttpClient()) {
				assertThat(http
					.send(HttpRequest.newBuilder(leader.url("/api/reports/" + wanted.path("id").asText() + "/send"))
						.header("authorization", "Bearer " + Gateway.ADMIN_KEY)
						.header("content-type", "application/json")
						.POST(BodyPublishers.noBody())
						.build(), BodyHandlers.discarding())
					.statusCode()).isEqualTo(202);
			}
			await().atMost(Duration.ofMinutes(1)).until(() -> !leader.isAlive());
			mails.behave().passesOnTo(greenMail.getSmtp().getPort());
			tick(two);
			assertThat(deliveries(one, report).findValuesAsText("status")).as("the dead node's for a while")
				.containsExactly("sending");
			assertThat(deliveries(one, wanted).findValuesAsText("status")).containsExactly("sent");
			database.sql("UPDATE report_delivery SET leased_until = now()").update();
			tick(two);
			tick(one);
			assertThat(deliveries(one, report).findValuesAsText("status")).containsExactly("sent");
			List<String> subjects = new ArrayList<>();
			for (MimeMessage mail : greenMail.getReceivedMessages()) {
				subjects.add(mail.getSubject());
			}
			assertThat(subjects.stream().filter(subject -> subject.contains(team.path("name").asText())))
				.as("one mail, in two mailboxes")
				.hasSize(2);
			assertThat(mailsNamed("killed midway")).isEmpty();
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

	@Test
	@DisplayName("M01, M02: what may have been taken is not sent again, and counts as sent once that is known")
	void whatMayHaveBeenTakenIsNotSentAgain() {
		JsonNode report = newReport(one, "handed over", new Operator(one).newTeam());
		isDue(report);
		List<String> seen = new ArrayList<>();
		mails.atEnd(() -> {
			database.sql("UPDATE report_delivery SET leased_until = now()").update();
			tick(two);
			seen.add(deliveries(two, report).path(0).path("status").asText());
		});
		tick(one);
		assertThat(seen).containsExactly("failed");
		assertThat(mailsNamed("handed over")).hasSize(1);
		assertThat(deliveries(one, report).findValuesAsText("status")).containsExactly("sent");

		mails.behave().toEnd(Reply.GONE);
		JsonNode lost = newReport(one, "not known", new Operator(one).newTeam());
		isDue(lost);
		tick(one);
		tick(two);
		assertThat(deliveries(one, lost).path(0).path("status").asText()).isEqualTo("failed");
		assertThat(deliveries(one, lost).path(0).path("lastError").asText()).contains("may have arrived");
		assertThat(mailsNamed("not known")).hasSize(1);
	}

	@Test
	@DisplayName("M01, P19: a mail that is refused is kept, tried again later, and its status told; the server's words are the log's")
	void whatIsRefusedIsTriedAgain() {
		Operator operator = new Operator(one);
		JsonNode team = operator.newTeam();
		JsonNode key = operator.newKey(team, "");
		spend(one, team, key, "gpt-5.6", "feature-of-the-day", 9);
		JsonNode report = newReport(one, "turned down", team);
		isDue(report);
		mails.toRecipient(new Reply("451 4.7.1 Greylisted"));
		tick(one);
		JsonNode waits = deliveries(one, report).path(0);
		assertThat(waits.path("status").asText()).isEqualTo("waiting");
		assertThat(waits.path("lastError").asText()).contains("status 451").doesNotContain("Greylisted");
		tick(one);
		assertThat(deliveries(one, report).path(0).path("attempts").asInt()).as("not at once").isEqualTo(1);
		String settled = Gateway.json(operator.get(preview(report, "json"))).toString();
		spend(one, team, key, "gpt-5.6", "came-after-the-fact", 10);
		mails.toRecipient(Reply.OK).toEnd(new Reply("554 5.7.1 Looks like spam"));
		again();
		assertThat(deliveries(one, report).path(0).path("lastError").asText()).contains("status 554")
			.doesNotContain("Looks like spam");
		mails.behave();
		again();
		assertThat(deliveries(one, report).findValuesAsText("status")).containsExactly("sent");
		List<String> tries = mailsNamed("turned down");
		assertThat(tries).as("one was refused after its end, one was taken").hasSize(2);
		assertThat(tries.stream().map(ReportMailTest::messageId).distinct()).hasSize(1);
		assertThat(operator.get(preview(report, "json")).body()).isEqualTo(settled);
		assertThat(tries.getLast()).contains("feature-of-the-day").doesNotContain("came-after-the-fact");
	}

	private static void again() {
		database.sql("UPDATE report_delivery SET next_attempt_at = now() WHERE status = 'waiting'").update();
		tick(two);
	}

	private static String messageId(String mail) {
		return mail.lines().filter(line -> line.startsWith("Message-ID:")).findFirst().orElseThrow();
	}

	private static String preview(JsonNode report, String format) {
		return "/api/reports/" + report.path("id").asText() + "/preview?format=" + format;
	}

	@Test
	@DisplayName("M02, F11: missed periods are caught up once, the last of them, also without a call")
	void missedPeriodsAreCaughtUpOnce() {
		JsonNode report = newReport(one, "missed", new Operator(one).newTeam());
		database.sql("UPDATE report SET next_at = now() - interval '5 days'").update();
		tick(one);
		tick(two);
		assertThat(mailsNamed("missed")).hasSize(1);
		assertThat(mailsNamed("missed").getFirst()).contains("There were no calls in this period.");
		JsonNode sent = deliveries(one, report);
		assertThat(sent).hasSize(1);
		assertThat(Instant.parse(sent.path(0).path("periodEnd").asText()))
			.isBetween(Instant.now().minus(Duration.ofHours(50)), Instant.now());
	}

	@Test
	@DisplayName("M01: what waits too long is given up, and said so; reports that are off are not due")
	void whatWaitsTooLongIsGivenUp() {
		JsonNode report = newReport(one, "given up", new Operator(one).newTeam());
		isDue(report);
		mails.toRecipient(new Reply("550 No such user"));
		tick(one);
		database.sql("UPDATE report_delivery SET created_at = now() - interval '73 hours'").update();
		tick(one);
		JsonNode ended = deliveries(one, report).path(0);
		assertThat(ended.path("status").asText()).isEqualTo("failed");
		assertThat(ended.path("lastError").asText()).startsWith("Given up.")
			.contains("status 550")
			.doesNotContain("No such user");
		mails.behave();
		new Operator(one).patch("/api/reports/" + report.path("id").asText(), "{\"enabled\":false}");
		isDue(report);
		tick(one);
		assertThat(deliveries(one, report)).hasSize(1);
		assertThat(mailsNamed("given up")).isEmpty();
	}

	@Test
	@DisplayName("Sent now: once for each wish, and not while one is on its way")
	void isSentNowWhenSomebodyWants() {
		Operator operator = new Operator(one);
		JsonNode report = newReport(one, "wanted", operator.newTeam());
		String send = "/api/reports/" + report.path("id").asText() + "/send";
		mails.toRecipient(new Reply("451 Later"));
		HttpResponse<String> ordered = one.send(one.admin(send).POST(BodyPublishers.noBody()).build());
		assertThat(ordered.statusCode()).as(ordered.body()).isEqualTo(202);
		assertThat(Gateway.json(ordered).path("onDemand").asBoolean()).isTrue();
		await().untilAsserted(
				() -> assertThat(deliveries(one, report).path(0).path("lastError").asText()).contains("status 451"));
		HttpResponse<String> twice = one.send(one.admin(send).POST(BodyPublishers.noBody()).build());
		assertThat(twice.statusCode()).isEqualTo(409);
		assertThat(twice.body()).contains("report_on_its_way");
		mails.behave();
		again();
		assertThat(mailsNamed("wanted")).hasSize(1);
		assertThat(one.send(one.admin(send).POST(BodyPublishers.noBody()).build()).statusCode()).isEqualTo(202);
		await().untilAsserted(() -> assertThat(mailsNamed("wanted")).hasSize(2));
		assertThat(operator.get("/api/audit?kind=report&subject=" + report.path("id").asText()).body())
			.contains("\"create\"", "\"send\"");
	}

	@Test
	@DisplayName("The mail has all that the report says, and its numbers are the ledger's")
	void theMailHasAllThatTheReportSays() throws Exception {
		mails.passesOnTo(greenMail.getSmtp().getPort());
		Operator operator = new Operator(one);
		JsonNode team = Gateway.json(operator.post("/api/teams", "{\"name\":\"<img src=x onerror=alert(1)>\"}"));
		JsonNode key = operator.newKey(team, "");
		BigDecimal spent = spend(one, team, key, "<script>alert(2)</script>", "=cmd|' /C calc'!A0", 8);
		operator.post("/api/budgets", "{\"scope\":\"team\",\"teamId\":\"" + team.path("id").asText()
				+ "\",\"period\":\"total\",\"limitUsd\":\"1000000\"}");
		// It was there in the period already.
		database.sql("UPDATE budget SET created_at = now() - interval '9 days'").update();
		JsonNode report = newReport(one, "\u00dcbersicht <b>", team);
		HttpResponse<String> ordered = one.send(one.admin("/api/reports/" + report.path("id").asText() + "/send")
			.POST(BodyPublishers.noBody())
			.build());
		assertThat(ordered.statusCode()).as(ordered.body()).isEqualTo(202);
		await().atMost(Duration.ofSeconds(30))
			.untilAsserted(
					() -> assertThat(greenMail.getReceivedMessages()).as("one mail, in two mailboxes").hasSize(2));
		MimeMessage mail = greenMail.getReceivedMessages()[0];
		assertThat(mail.getAllRecipients()).hasSize(2);
		String amount = Amount.rounded(spent).toPlainString() + "\u00a0USD";
		assertThat(mail.getSubject()).isEqualTo("AI spend of team <img src=x onerror=alert(1)>, "
				+ DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH).format(LocalDate.now(ZONE).minusDays(1))
				+ ": " + amount.replace('\u00a0', ' '));
		MimeMultipart parts = (MimeMultipart) mail.getContent();
		MimeMultipart alternative = (MimeMultipart) parts.getBodyPart(0).getContent();
		String text = (String) alternative.getBodyPart(0).getContent();
		MimeMultipart related = (MimeMultipart) alternative.getBodyPart(1).getContent();
		String html = (String) related.getBodyPart(0).getContent();
		assertThat(text).contains(amount, "\u00dcbersicht <b>", "team <img src=x onerror=alert(1)>, in total");
		assertThat(html).contains(amount, "&lt;img src=x onerror=alert(1)&gt;", "&lt;script&gt;alert(2)&lt;/script&gt;")
			.doesNotContain("<script", "<b>", "onerror=alert(1)>");
		assertThat(ImageIO.read(related.getBodyPart(1).getInputStream())).isNotNull();
		String csv = new String(parts.getBodyPart(1).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(csv).contains("total,,,20,", "'=cmd|' /C calc'!A0", "," + Amount.text(spent) + ",");

		HttpResponse<String> page = operator.get(preview(report, "html"));
		assertThat(page.headers().firstValue("content-type")).hasValue("text/html;charset=utf-8");
		assertThat(page.headers().allValues("content-security-policy")).hasSize(1)
			.first()
			.asString()
			.contains("default-src 'none'", "img-src data:", "sandbox");
		assertThat(page.headers().allValues("x-frame-options")).containsExactly("SAMEORIGIN");
		assertThat(page.body()).contains("data:image/png;base64,").doesNotContain("cid:", "<script");
		assertThat(operator.get(preview(report, "text")).body()).isEqualToNormalizingNewlines(text);
		JsonNode figures = Gateway.json(operator.get(preview(report, "json")));
		assertThat(new BigDecimal(figures.at("/total/costUsd").asText())).isEqualByComparingTo(spent);
		assertThat(new BigDecimal(figures.at("/budgets/0/spentUsd").asText())).isEqualByComparingTo(spent);
		assertThat(operator.get(preview(report, "pdf")).statusCode()).isEqualTo(400);
	}

	@Test
	@DisplayName("F07: recipients and names that would write into a mail's head are refused")
	void refusesWhatWouldWriteIntoAMailsHead() {
		Operator operator = new Operator(one);
		String good = "{\"name\":\"%s\",\"scope\":\"all\",\"frequency\":\"daily\",\"recipients\":[\"%s\"]}";
		for (String recipient : List.of("ada@example.com\\r\\nBcc: eve@evil.example", "eve@evil.example", "ada",
				"Ada <ada@example.com>", "ada@example.com,eve@evil.example")) {
			HttpResponse<String> answer = operator.post("/api/reports", good.formatted("r", recipient));
			assertThat(answer.statusCode()).as(recipient).isEqualTo(400);
			assertThat(Gateway.json(answer).at("/error/param").asText()).isEqualTo("recipients");
		}
		assertThat(operator.post("/api/reports", good.formatted("r\\r\\nBcc: eve@evil.example", "ada@example.com"))
			.statusCode()).isEqualTo(400);
		String many = "ada@example.com\",\"".repeat(51) + "ada@example.com";
		assertThat(operator.post("/api/reports", good.formatted("r", many)).statusCode()).isEqualTo(400);
		assertThat(operator.get("/api/reports").body()).isEqualTo("{\"data\":[]}");
	}

	@Test
	@DisplayName("F01: what all teams spend is for those who see all, and an admin's to have sent")
	void whatAllTeamsSpendIsForThoseWhoSeeAll() {
		Operator operator = new Operator(one);
		JsonNode team = operator.newTeam();
		Browser owner = Browser.of(one, "member").in(team, "owner");
		Browser auditor = Browser.of(one, "auditor");
		String all = "{\"name\":\"r\",\"scope\":\"all\",\"frequency\":\"weekly\",\"recipients\":[\"ada@example.com\"]}";
		String path = "/api/reports/" + Gateway.json(operator.post("/api/reports", all)).path("id").asText();
		assertThat(owner.send("POST", "/api/reports", all).statusCode()).isEqualTo(403);
		assertThat(auditor.send("POST", "/api/reports", all).statusCode()).isEqualTo(403);
		for (String below : List.of("", "/preview", "/deliveries")) {
			assertThat(owner.get(path + below).statusCode()).as(below).isEqualTo(404);
			assertThat(auditor.get(path + below).statusCode()).as(below).isEqualTo(200);
		}
		assertThat(owner.send("POST", path + "/send", null).statusCode()).isEqualTo(404);
		assertThat(auditor.send("POST", path + "/send", null).statusCode()).isEqualTo(403);
		assertThat(owner.get("/api/reports").body()).isEqualTo("{\"data\":[]}");
		String own = all.replace("\"all\"", "\"team\",\"teamId\":\"" + team.path("id").asText() + "\"");
		assertThat(owner.send("POST", "/api/reports", own).statusCode()).isEqualTo(201);
		assertThat(Gateway.json(owner.get("/api/reports")).path("data")).hasSize(1);
		String nowhere = all.replace("\"all\"", "\"team\",\"teamId\":\"" + UUID.randomUUID() + "\"");
		assertThat(operator.post("/api/reports", nowhere).statusCode()).isEqualTo(404);
	}

}
