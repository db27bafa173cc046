package dev.serai.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.serai.gateway.call.CallId;
import dev.serai.gateway.call.Caller;
import dev.serai.gateway.call.Cost;
import dev.serai.gateway.call.Outcome;
import dev.serai.gateway.call.PriceStatus;
import dev.serai.gateway.fallback.Breakers;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.operation.Usage;
import dev.serai.ledger.AttemptRecord;
import dev.serai.ledger.CallRecord;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.Served;
import dev.serai.platform.database.embedded.RealDatabase;
import dev.serai.platform.start.Node;
import dev.serai.testing.Browser;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import dev.serai.testing.Operator;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import jakarta.mail.internet.MimeMessage;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Alerts on two nodes that share a database and look at their rules five times a second.
 * Each test has a team of its own, whose rules see its calls alone.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlertsTest {

	private static final String SECRET = "a-secret-of-the-receiver-0815";

	private static final String TOKEN = "T000-B000-slack-token-4711";

	private static final String CHANNELS = """
			channels:
			  - {name: hook, type: webhook, url: "${HOOK_URL}", secret: "${HOOK_SECRET}", forTeams: true}
			  - {name: chat, type: slack, url: "${CHAT_URL}", forTeams: true}
			  - {name: people, type: mail, recipients: ["${PEOPLE}"], forTeams: true}
			  - {name: custom, type: route, forTeams: true}
			  - {name: absent, type: slack, url: "${NOT_SET_URL}", forTeams: true}
			  - {name: closed, type: webhook, url: "${HOOK_URL}"}
			rules:
			  - {name: Budgets, kind: budget}
			""";

	private final FakeProvider alpha = new FakeProvider();

	private final FakeProvider beta = new FakeProvider();

	private final FakeProvider receiver = new FakeProvider();

	/** What the receiver has taken: answered with 200. */
	private final List<FakeProvider.Request> taken = new CopyOnWriteArrayList<>();

	private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

	private Gateway one;

	private Gateway two;

	private Operator operator;

	/** What the test has made, to be gone after it. */
	private final List<String> made = new CopyOnWriteArrayList<>();

	private JsonNode team;

	private JsonNode key;

	@BeforeAll
	void start() {
		this.mail.start();
		OwnConfiguration configuration = new OwnConfiguration().provider("alpha", "openai", this.alpha.url() + "/v1")
			.provider("beta", "openai", this.beta.url() + "/v1")
			.model("priced", "alpha")
			.model("fragile", "beta")
			.modelWith("waning",
					"""
							      - {provider: alpha, prices: [{from: 2020-01-01, input: 1, output: 1}, {from: %1$s, input: 3, output: 1}]}
							    deprecatedAt: %1$s
							"""
						.formatted(LocalDate.now(ZoneOffset.UTC).plusDays(10)))
			.file("alerts.yaml", CHANNELS)
			.file("routes/custom.camel.yaml", example())
			.setting("PAGER_URL", this.receiver.url() + "/pager")
			.setting("HOOK_URL", this.receiver.url() + "/hook?to=us")
			.setting("HOOK_SECRET", SECRET)
			.setting("CHAT_URL", this.receiver.url() + "/services/" + TOKEN)
			.setting("PEOPLE", "oncall@example.com, boss@example.com")
			.setting("serai.smtp.host", "127.0.0.1")
			.setting("serai.smtp.port", Integer.toString(this.mail.getSmtp().getPort()))
			.setting("serai.mail.from", "serai@example.com")
			.setting("serai.alerts.every", "200ms")
			.setting("serai.alerts.retry", "100ms")
			.setting(Gateway.DATABASE, RealDatabase.freshUrl())
			.setting("serai.key-pepper", "YSBwZXBwZXIgdGhhdCB0d28gbm9kZXMgc2hhcmUgaW4gdGVzdHM=");
		this.one = configuration.start();
		this.two = configuration.start();
		this.operator = new Operator(this.one);
	}

	/** The example that is shipped works as it is. */
	private static String example() {
		try {
			return Files.readString(Path.of("config/routes/alert-custom.camel.yaml.example"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@AfterAll
	void stop() {
		this.one.close();
		this.two.close();
		this.alpha.close();
		this.beta.close();
		this.receiver.close();
		this.mail.stop();
	}

	@BeforeEach
	void aNewTeam() {
		this.alpha.plays((request, wire) -> wire.json(200, Said.answer("Fine."))).forget();
		this.beta.plays((request, wire) -> wire.json(200, Said.answer("Fine."))).forget();
		this.receiver.plays(this::take);
		Stream.of(this.one, this.two).forEach(Gateway::closeBreakers);
		this.team = this.operator.newTeam();
		this.key = this.operator.newKey(this.team, "");
	}

	@AfterEach
	void clear() {
		this.made.forEach(this.operator::delete);
		this.made.clear();
	}

	private static ConditionFactory patiently() {
		return await().atMost(Duration.ofSeconds(30));
	}

	private void take(FakeProvider.Request request, FakeProvider.Wire wire) throws IOException {
		this.taken.add(request);
		wire.json(200, "{}");
	}

	private String teamId() {
		return this.team.path("id").asText();
	}

	/** A rule for the test's own team. */
	private JsonNode rule(String fields) {
		HttpResponse<String> made = this.operator.post("/api/alert-rules",
				"{\"teamId\":\"" + teamId() + "\",\"name\":\"r\"," + fields + "}");
		assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
		JsonNode rule = Gateway.json(made);
		this.made.add("/api/alert-rules/" + rule.path("id").asText());
		return rule;
	}

	private void change(JsonNode rule, String fields) {
		HttpResponse<String> changed = this.operator.patch("/api/alert-rules/" + rule.path("id").asText(),
				"{" + fields + "}");
		assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
	}

	private List<JsonNode> alerts(JsonNode rule) {
		JsonNode all = Gateway.json(this.operator.get("/api/alerts?limit=500")).path("data");
		return StreamSupport.stream(all.spliterator(), false)
			.filter(alert -> alert.path("ruleId").asText().equals(rule.path("id").asText()))
			.toList();
	}

	private JsonNode awaitAlert(JsonNode rule, String status) {
		patiently()
			.until(() -> alerts(rule).size() == 1 && alerts(rule).getFirst().path("status").asText().equals(status));
		return alerts(rule).getFirst();
	}

	private Stream<FakeProvider.Request> taken(String path) {
		return this.taken.stream().filter(request -> request.target().startsWith(path));
	}

	/** What came on the webhook of an alert. */
	private List<String> events(JsonNode alert) {
		return taken("/hook").map(request -> Gateway.json(request.text()))
			.filter(message -> message.at("/alert/id").equals(alert.path("id")))
			.map(message -> message.path("event").asText())
			.toList();
	}

	private HttpResponse<String> chat(String model) {
		return this.operator.chat(this.key, model, "alerts");
	}

	/**
	 * A call that costs something; what other tests did to its provider may take a while
	 * to heal.
	 */
	private void spend() {
		patiently().until(() -> chat("priced").statusCode() == 200);
	}

	private JsonNode budget(String limit) {
		HttpResponse<String> made = this.operator.post("/api/budgets", "{\"scope\":\"team\",\"teamId\":\"" + teamId()
				+ "\",\"period\":\"month\",\"limitUsd\":\"" + limit + "\",\"softPercent\":[50],\"hard\":false}");
		assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
		JsonNode budget = Gateway.json(made);
		this.made.add("/api/budgets/" + budget.path("id").asText());
		return budget;
	}

	@Test
	void aBudgetsSoftLimitIsRaisedToldOnceByTwoNodesSignedAndResolved() throws Exception {
		JsonNode rule = rule("\"kind\":\"budget\",\"channels\":[\"hook\",\"absent\"]");
		JsonNode budget = budget("0.000002");
		spend();
		JsonNode alert = awaitAlert(rule, "open");
		assertThat(alert.path("budgetId")).isEqualTo(budget.path("id"));
		assertThat(alert.path("percent").asInt()).isEqualTo(50);
		assertThat(alert.path("teamId").asText()).isEqualTo(teamId());
		assertThat(alert.path("summary").asText()).contains("has reached 50 %", this.team.path("name").asText());
		patiently().until(() -> events(alert).size() == 1);
		FakeProvider.Request request = taken("/hook").filter(sent -> sent.text().contains(alert.path("id").asText()))
			.findFirst()
			.orElseThrow();
		assertThat(request.target()).isEqualTo("/hook?to=us");
		assertThat(request.headers().get("content-type")).isEqualTo("application/json");
		assertThat(request.headers().get("x-serai-signature")).isEqualTo("sha256=" + hmac(request));
		assertThat(Gateway.json(request.text()).path("id").asText())
			.isEqualTo(request.headers().get("idempotency-key"));
		assertThat(Gateway.json(request.text()).path("alert").fieldNames()).toIterable()
			.as("what has no value is not there")
			.contains("teamId", "raisedAt", "details", "url")
			.doesNotContain("resolvedAt", "acknowledgedAt");
		assertThat(this.operator.delete("/api/budgets/" + budget.path("id").asText()).statusCode()).isEqualTo(204);
		JsonNode over = awaitAlert(rule, "resolved");
		patiently().until(() -> events(alert).size() == 2);
		assertThat(events(alert)).containsExactly("alert.raised", "alert.resolved");
		assertThat(over.path("notifications"))
			.allSatisfy(sent -> assertThat(sent.path("channel").asText()).isEqualTo("hook"));
	}

	private static String hmac(FakeProvider.Request request) throws Exception {
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
		mac.update((request.headers().get("x-serai-timestamp") + ".").getBytes(StandardCharsets.UTF_8));
		return HexFormat.of().formatHex(mac.doFinal(request.body()));
	}

	@Test
	void failingCallsAreOneAlertAndItEndsWithThem() {
		JsonNode rule = rule("\"kind\":\"error_rate\",\"threshold\":50,\"window\":\"PT10M\",\"minimumCalls\":3,"
				+ "\"channels\":[\"hook\"]");
		this.alpha.plays(Said.failing(500));
		for (int i = 0; i < 3; i++) {
			chat("priced");
		}
		JsonNode alert = awaitAlert(rule, "open");
		assertThat(alert.path("unit").asText()).isEqualTo("percent");
		assertThat(alert.path("value").asText()).isEqualTo("100");
		change(rule, "\"window\":\"PT1S\"");
		awaitAlert(rule, "resolved");
		patiently().until(() -> events(alert).size() == 2);
	}

	@Test
	void aDeploymentThatFailsIsSeenThoughCallsAreAnsweredElsewhere() {
		JsonNode rule = rule("\"kind\":\"error_rate\",\"per\":\"deployment\",\"threshold\":90,\"window\":\"PT10M\","
				+ "\"minimumCalls\":1");
		this.beta.plays(Said.failing(500));
		chat("fragile");
		JsonNode alert = awaitAlert(rule, "open");
		assertThat(alert.path("subject").asText()).isEqualTo("beta/fragile");
	}

	@Test
	void slowCallsAreAnAlert() {
		JsonNode rule = rule("\"kind\":\"latency\",\"threshold\":0.5,\"window\":\"PT10M\",\"minimumCalls\":2");
		chat("priced");
		chat("priced");
		JsonNode alert = awaitAlert(rule, "open");
		assertThat(alert.path("unit").asText()).isEqualTo("ms");
		change(rule, "\"window\":\"PT1S\"");
		awaitAlert(rule, "resolved");
	}

	@Test
	void aBreakerThatStaysOpenIsAnAlertOfItsNodeUntilItCloses() {
		JsonNode made = Gateway.json(this.operator.post("/api/alert-rules",
				"{\"name\":\"breakers\",\"kind\":\"breaker_open\",\"window\":\"PT1S\",\"channels\":[\"hook\"]}"));
		var breaker = this.two.part(Breakers.class).of("beta/fragile");
		breaker.transitionToOpenState();
		JsonNode alert = awaitAlert(made, "open");
		assertThat(alert.at("/details/deployment").asText()).isEqualTo("beta/fragile");
		assertThat(alert.at("/details/node").asText()).isEqualTo(this.two.part(Node.class).id().toString());
		patiently().until(() -> breaker.getState() == State.HALF_OPEN);
		assertThat(alerts(made).getFirst().path("status").asText()).as("not before it has closed").isEqualTo("open");
		breaker.transitionToClosedState();
		awaitAlert(made, "resolved");
		patiently().until(() -> events(alert).size() == 2);
		assertThat(this.operator.delete("/api/alert-rules/" + made.path("id").asText()).statusCode()).isEqualTo(204);
	}

	@Test
	void newPricesAndWithdrawalsOfWhatIsUsedAreAlerts() {
		JsonNode prices = rule("\"kind\":\"price_change\",\"window\":\"P30D\"");
		JsonNode withdrawals = rule("\"kind\":\"deprecation\",\"window\":\"P30D\"");
		chat("waning");
		JsonNode dearer = awaitAlert(prices, "open");
		assertThat(dearer.path("subject").asText()).startsWith("alpha/waning@");
		assertThat(dearer.path("summary").asText()).contains("input from 1 to 3 USD");
		JsonNode ends = awaitAlert(withdrawals, "open");
		assertThat(ends.at("/details/deployments/0").asText()).isEqualTo("alpha/waning");
		change(prices, "\"window\":\"P9D\"");
		change(withdrawals, "\"window\":\"P9D\"");
		awaitAlert(prices, "resolved");
		awaitAlert(withdrawals, "resolved");
	}

	@Test
	void farMoreThanUsualIsAnAlert() {
		Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);
		for (int day = 1; day <= 12; day++) {
			spent(today.minus(day, ChronoUnit.DAYS), "2.0" + day % 3);
		}
		JsonNode rule = rule("\"kind\":\"spend_anomaly\"");
		spent(today, "2.50");
		JsonNode other = rule("\"kind\":\"spend_anomaly\",\"threshold\":1");
		JsonNode sooner = awaitAlert(other, "open");
		assertThat(alerts(rule)).as("that much is within what is usual").isEmpty();
		assertThat(sooner.at("/details/medianUsd").asText()).isEqualTo("2.01");
		spent(today, "7.50");
		JsonNode alert = awaitAlert(rule, "open");
		assertThat(alert.path("value").asText()).isEqualTo("10");
		assertThat(alert.path("unit").asText()).isEqualTo("usd");
		change(rule, "\"threshold\":45");
		patiently().until(() -> alerts(rule).getFirst().path("threshold").asText().equals("11.055"));
		Instant then = Instant.now();
		patiently().until(() -> seenAt(alert).isAfter(then.plusMillis(600)));
		assertThat(alerts(rule).getFirst().path("status").asText()).as("90 % of the threshold is not over yet")
			.isEqualTo("open");
		change(rule, "\"threshold\":1000");
		awaitAlert(rule, "resolved");
	}

	private Instant seenAt(JsonNode alert) {
		return this.one.database()
			.sql("SELECT seen_at FROM alert WHERE id = ?::uuid")
			.param(alert.path("id").asText())
			.query(OffsetDateTime.class)
			.single()
			.toInstant();
	}

	@Test
	void aTermThatIsSaidToBeNothingIsAsUsualAgain() {
		JsonNode usual = rule("\"kind\":\"latency\"");
		JsonNode rule = rule(
				"\"kind\":\"latency\",\"threshold\":5,\"window\":\"PT1M\",\"minimumCalls\":3,\"per\":\"model\"");
		change(rule, "\"threshold\":null,\"minimumCalls\":null");
		JsonNode is = Gateway.json(this.operator.get("/api/alert-rules/" + rule.path("id").asText()));
		assertThat(is.path("threshold")).isEqualTo(usual.path("threshold"));
		assertThat(is.path("minimumCalls")).isEqualTo(usual.path("minimumCalls"));
		assertThat(is.path("window").asText()).as("not named").isEqualTo("PT1M");
		assertThat(is.path("per").asText()).isEqualTo("model");
	}

	@Test
	void aBudgetThatWillNotLastIsAnAlert() {
		Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
		List<CallRecord> history = new ArrayList<>();
		for (int hours = 1; hours <= 24 * 28; hours++) {
			history.add(call(hour.minus(hours, ChronoUnit.HOURS), "1"));
		}
		this.one.part(Ledger.class).append(history);
		JsonNode budget = budget("1000000");
		JsonNode rule = rule("\"kind\":\"forecast\"");
		BigDecimal spent = new BigDecimal(Gateway.json(this.operator.get("/api/budgets/" + budget.path("id").asText()))
			.path("spentUsd")
			.asText());
		limit(budget, spent.add(new BigDecimal("0.01")).toPlainString());
		JsonNode alert = awaitAlert(rule, "open");
		assertThat(alert.path("budgetId")).isEqualTo(budget.path("id"));
		assertThat(Instant.parse(alert.at("/details/runsOutAt").asText()))
			.isBefore(Instant.parse(alert.at("/details/periodEnd").asText()));
		limit(budget, "1000000");
		awaitAlert(rule, "resolved");
	}

	private void limit(JsonNode budget, String usd) {
		HttpResponse<String> changed = this.operator.patch("/api/budgets/" + budget.path("id").asText(),
				"{\"limitUsd\":\"" + usd + "\"}");
		assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
	}

	/** A call of the team's that cost so much then. */
	private void spent(Instant at, String usd) {
		this.one.part(Ledger.class).append(List.of(call(at, usd)));
	}

	private CallRecord call(Instant at, String usd) {
		Caller caller = new Caller(UUID.fromString(this.team.path("organisationId").asText()),
				UUID.fromString(teamId()), this.team.path("name").asText(),
				UUID.fromString(this.key.path("id").asText()), "k", ZoneOffset.UTC, Set.of());
		Usage usage = Usage.builder().add(TokenClass.INPUT, 10).build();
		Cost cost = new Cost(new BigDecimal(usd), PriceStatus.KNOWN);
		Served served = new Served("alpha/priced", "alpha", "priced", false);
		Duration total = Duration.ofMillis(20);
		return new CallRecord(CallId.next(Clock.fixed(at, ZoneOffset.UTC)), at.plus(total), caller,
				new CallRecord.Labels(null, null, null, null), "chat", "priced", "in-order", served, false, Outcome.OK,
				200, null, usage, cost, null, null, null, List.of(),
				new CallRecord.Timing(total, total, Duration.ofNanos(1)), null, List.of(new AttemptRecord(1, served,
						Outcome.OK, 200, null, null, usage, cost, Duration.ZERO, total, total, null)));
	}

	@Test
	void aReceiverThatIsDownGetsItOnceItIsBackAndOnlyOnce() {
		AtomicInteger asked = new AtomicInteger();
		List<String> keys = new CopyOnWriteArrayList<>();
		this.receiver.plays((request, wire) -> {
			keys.add(request.headers().get("idempotency-key"));
			switch (asked.incrementAndGet()) {
				case 1 -> wire.json(500, "{}");
				case 2 -> wire.json(302, "{}", "location", this.receiver.url() + "/elsewhere");
				case 3 -> wire.reset();
				default -> take(request, wire);
			}
		});
		JsonNode rule = rule("\"kind\":\"budget\",\"channels\":[\"hook\"]");
		budget("0.000002");
		spend();
		JsonNode alert = awaitAlert(rule, "open");
		patiently().until(() -> events(alert).size() == 1);
		assertThat(keys).hasSize(4);
		assertThat(keys.stream().distinct()).as("the same key each time").hasSize(1);
		assertThat(taken("/elsewhere")).as("no redirect is followed").isEmpty();
		patiently().untilAsserted(() -> {
			JsonNode told = alerts(rule).getFirst().path("notifications").path(0);
			assertThat(told.path("status").asText()).isEqualTo("sent");
			assertThat(told.path("attempts").asInt()).isEqualTo(4);
		});
	}

	@Test
	void slackShowsNamesAsTextAndTheAddressIsNowhere() {
		try (HeardLogs logs = new HeardLogs()) {
			String name = "<!channel> & <http://evil.example|you> @here";
			assertThat(this.operator.patch("/api/teams/" + teamId(), "{\"name\":\"" + name + "\"}").statusCode())
				.isEqualTo(200);
			AtomicInteger asked = new AtomicInteger();
			this.receiver.plays((request, wire) -> {
				if (asked.incrementAndGet() == 1) {
					wire.json(403, "{\"said\":\"" + TOKEN + "\"}");
				}
				else {
					take(request, wire);
				}
			});
			JsonNode rule = rule("\"kind\":\"budget\",\"channels\":[\"chat\"]");
			budget("0.000002");
			chat("priced");
			awaitAlert(rule, "open");
			patiently().until(() -> taken("/services/" + TOKEN).count() == 1);
			String sent = taken("/services/" + TOKEN).findFirst().orElseThrow().text();
			assertThat(sent).doesNotContain("<", "@here")
				.contains("&lt;!channel&gt; &amp; ", "/#/governance?tab=budgets");
			Gateway.json(sent).findValuesAsText("type").forEach(type -> assertThat(type).isNotEqualTo("mrkdwn"));
			patiently().until(() -> alerts(rule).getFirst().toString().contains("\"sent\""));
			assertThat(this.operator.get("/api/alerts?limit=500").body()).doesNotContain(TOKEN);
			assertThat(this.operator.get("/api/alert-rules").body()).doesNotContain(TOKEN, SECRET);
			assertThat(logs.lines()).noneMatch(line -> line.contains(TOKEN) || line.contains(SECRET));
		}
	}

	@Test
	void mailReachesItsRecipientsOnce() throws Exception {
		JsonNode rule = rule("\"kind\":\"budget\",\"severity\":\"critical\",\"channels\":[\"people\"]");
		budget("0.000002");
		spend();
		awaitAlert(rule, "open");
		Predicate<MimeMessage> ours = message -> contentOf(message)
			.contains("Team: " + this.team.path("name").asText());
		patiently().until(() -> Stream.of(this.mail.getReceivedMessages()).filter(ours).count() == 2);
		MimeMessage message = Stream.of(this.mail.getReceivedMessages()).filter(ours).findFirst().orElseThrow();
		assertThat(message.getSubject()).isEqualTo("[CRITICAL] r (" + this.team.path("name").asText() + ")");
		assertThat(message.getAllRecipients()).extracting(Object::toString)
			.containsExactlyInAnyOrder("oncall@example.com", "boss@example.com");
		assertThat(contentOf(message)).containsPattern("Details: http://localhost:\\d+/#/governance\\?tab=budgets")
			.containsPattern("All alerts: http://localhost:\\d+/#/alerts");
		patiently().until(() -> alerts(rule).getFirst().toString().contains("\"sent\""));
	}

	private static String contentOf(MimeMessage message) {
		try {
			return message.getContent().toString();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void aRouteOfTheIntegrationTeamIsAChannel() {
		JsonNode rule = rule("\"kind\":\"budget\",\"severity\":\"critical\",\"channels\":[\"custom\"]");
		budget("0.000002");
		spend();
		JsonNode alert = awaitAlert(rule, "open");
		patiently().until(() -> taken("/pager").count() == 1);
		JsonNode page = Gateway.json(taken("/pager").findFirst().orElseThrow().text());
		assertThat(page.path("event").asText()).isEqualTo("alert.raised");
		assertThat(page.at("/alert/id")).isEqualTo(alert.path("id"));
	}

	@Test
	void whoKnowsIsRemindedNoMore() {
		JsonNode rule = rule("\"kind\":\"budget\",\"remindAfter\":\"PT1M\",\"channels\":[\"hook\"]");
		budget("0.000002");
		spend();
		JsonNode alert = awaitAlert(rule, "open");
		patiently().until(() -> events(alert).size() == 1);
		aMinutePasses(alert);
		patiently().until(() -> events(alert).equals(List.of("alert.raised", "alert.reminder")));
		Browser owner = Browser.of(this.one, "member").in(this.team, "owner");
		Browser viewer = Browser.of(this.one, "member").in(this.team, "viewer");
		Browser outsider = Browser.of(this.one, "member").in(this.operator.newTeam(), "owner");
		String path = "/api/alerts/" + alert.path("id").asText() + "/acknowledge";
		assertThat(outsider.send("POST", path, null).statusCode()).isEqualTo(404);
		assertThat(viewer.send("POST", path, null).statusCode()).isEqualTo(403);
		HttpResponse<String> known = owner.send("POST", path, null);
		assertThat(known.statusCode()).as(known.body()).isEqualTo(200);
		assertThat(Gateway.json(known).path("acknowledgedBy").asText()).contains(owner.email());
		assertThat(Gateway.json(this.operator.get("/api/audit?kind=alert&limit=1")).at("/data/0/subject").asText())
			.isEqualTo(alert.path("id").asText());
		aMinutePasses(alert);
		JsonNode later = rule("\"kind\":\"budget\",\"channels\":[\"hook\"]");
		awaitAlert(later, "open");
		assertThat(events(alert)).hasSize(2);
		assertThat(outsider.get("/api/alerts").body()).doesNotContain(alert.path("id").asText());
		assertThat(viewer.get("/api/alerts?open=true&kind=budget&team=" + teamId()).body())
			.contains(alert.path("id").asText());
		assertThat(outsider.get("/api/alerts?team=" + teamId()).statusCode()).isEqualTo(404);
	}

	private void aMinutePasses(JsonNode alert) {
		this.one.database()
			.sql("UPDATE alert SET told_at = told_at - interval '1 minute' WHERE id = ?::uuid")
			.param(alert.path("id").asText())
			.update();
	}

	@Test
	void ownersMakeRulesForTheirTeamOnOpenChannelsAlone() {
		Browser owner = Browser.of(this.one, "member").in(this.team, "owner");
		String mine = "{\"name\":\"mine\",\"kind\":\"error_rate\",\"teamId\":\"" + teamId()
				+ "\",\"channels\":[\"%s\"]}";
		assertThat(owner.send("POST", "/api/alert-rules", mine.formatted("closed")).statusCode()).isEqualTo(400);
		assertThat(owner.send("POST", "/api/alert-rules", "{\"name\":\"all\",\"kind\":\"error_rate\"}").statusCode())
			.isEqualTo(403);
		HttpResponse<String> made = owner.send("POST", "/api/alert-rules", mine.formatted("hook"));
		assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
		JsonNode rule = Gateway.json(made);
		assertThat(rule.path("threshold").asInt()).isEqualTo(5);
		assertThat(rule.path("window").asText()).isEqualTo("PT10M");
		JsonNode seen = Gateway.json(owner.get("/api/alert-rules"));
		assertThat(seen.path("data")).hasSize(1);
		assertThat(seen.path("channels").findValuesAsText("name")).doesNotContain("closed");
		assertThat(owner.send("DELETE", "/api/alert-rules/" + rule.path("id").asText(), null).statusCode())
			.isEqualTo(204);
	}

	@Test
	void whatARuleCannotHaveIsRefused() {
		for (Map.Entry<String, String> wrong : Map
			.of("\"kind\":\"nothing\"", "kind", "\"kind\":\"budget\",\"threshold\":5", "threshold",
					"\"kind\":\"error_rate\",\"window\":\"PT2H\"", "window",
					"\"kind\":\"error_rate\",\"threshold\":101", "threshold",
					"\"kind\":\"latency\",\"channels\":[\"nowhere\"]", "channels",
					"\"kind\":\"budget\",\"remindAfter\":\"PT5S\"", "remindAfter",
					"\"kind\":\"spend_anomaly\",\"minimumUsd\":\"-1\"", "minimumUsd",
					"\"kind\":\"budget\",\"url\":\"http://127.0.0.1\"", "url")
			.entrySet()) {
			HttpResponse<String> refused = this.operator.post("/api/alert-rules",
					"{\"name\":\"r\"," + wrong.getKey() + "}");
			assertThat(refused.statusCode()).as(wrong.getKey() + refused.body()).isEqualTo(400);
			assertThat(Gateway.json(refused).at("/error/param").asText()).as(refused.body()).contains(wrong.getValue());
		}
	}

	@Test
	void aRuleThatIsOffEndsItsAlertsInSilence() {
		JsonNode rule = rule("\"kind\":\"budget\",\"channels\":[\"hook\"]");
		budget("0.000002");
		spend();
		JsonNode alert = awaitAlert(rule, "open");
		patiently().until(() -> events(alert).size() == 1);
		change(rule, "\"enabled\":false");
		awaitAlert(rule, "resolved");
		assertThat(alerts(rule).getFirst().path("notifications")).hasSize(1);
	}

	@Test
	void theConfigurationsRulesAreTakenOverOnce() {
		JsonNode rules = Gateway.json(this.operator.get("/api/alert-rules")).path("data");
		assertThat(StreamSupport.stream(rules.spliterator(), false)
			.filter(rule -> rule.path("name").asText().equals("Budgets"))).hasSize(1);
	}

}
