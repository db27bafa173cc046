package dev.serai.app.dashboard;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.call.CacheUse;
import dev.serai.gateway.call.CallId;
import dev.serai.gateway.call.Caller;
import dev.serai.gateway.call.Cost;
import dev.serai.gateway.call.Decision;
import dev.serai.gateway.call.Outcome;
import dev.serai.gateway.call.PriceStatus;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.operation.Usage;
import dev.serai.ledger.AttemptRecord;
import dev.serai.ledger.CallRecord;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.Served;
import dev.serai.testing.Gateway;
import dev.serai.testing.Operator;

/**
 * Some weeks of a company's calls in a gateway's ledger, the same from the same seed:
 * busy by day and quiet at weekends, with failures, cache hits and unknown prices. Some
 * of it carries names that are attacks on whoever shows them.
 */
final class SampleMonth {

	/** Runs where a page makes markup of it. */
	static final String ATTACK = "<img src=x onerror=\"window.hacked=1\">";

	private static final int DAYS = 62;

	private static final int BATCH = 500;

	private static final String[] FEATURES = { "ticket-summary", "semantic-search", "chat", "contract-review", null,
			"copywriting" };

	private static final String[] TAGS = { "prod", "prod,eu", "batch", null };

	private static final String[] POLICIES = { "auto", "auto", "auto:cheapest", null };

	private static final Served[] SERVED = { served("openai", "gpt-5.6"), served("anthropic", "claude-opus-4.8"),
			served("openai", "gpt-4o-mini"), served("gemini", "gemini-3-pro"), served("mistral", "mistral-large-3"),
			served("groq", "gpt-oss-120b") };

	private final Random random = new Random(4);

	private final List<Caller> callers = new ArrayList<>();

	private final Operator operator;

	private SampleMonth(Operator operator) {
		this.operator = operator;
		for (String team : new String[] { "Customer Support", "Search", "Data Platform", "Legal" }) {
			this.callers.add(caller(team));
		}
	}

	/** Fills the ledger of a gateway, and sets budgets. */
	static void into(Gateway gateway) {
		SampleMonth month = new SampleMonth(new Operator(gateway));
		Ledger ledger = gateway.part(Ledger.class);
		List<CallRecord> calls = month.calls(Instant.now().truncatedTo(ChronoUnit.MINUTES));
		for (int from = 0; from < calls.size(); from += BATCH) {
			ledger.append(calls.subList(from, Math.min(calls.size(), from + BATCH)));
		}
		month.budgets();
	}

	private Caller caller(String team) {
		JsonNode made = Gateway.json(this.operator.post("/api/teams", "{\"name\":\"" + team + "\"}"));
		JsonNode key = this.operator.newKey(made, "");
		return new Caller(UUID.fromString(made.path("organisationId").asText()),
				UUID.fromString(made.path("id").asText()), team, UUID.fromString(key.path("id").asText()), "k",
				ZoneOffset.UTC, Set.of());
	}

	private void budgets() {
		for (int i = 0; i < 3; i++) {
			this.operator.post("/api/budgets",
					"{\"scope\":\"team\",\"teamId\":\"%s\",\"period\":\"%s\",\"limitUsd\":\"%d\",\"hard\":false}"
						.formatted(this.callers.get(i).teamId(), (i == 1) ? "week" : "month", 2 + i * 3));
		}
	}

	private List<CallRecord> calls(Instant now) {
		List<CallRecord> calls = new ArrayList<>();
		Instant hour = now.minus(DAYS, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS);
		for (; hour.isBefore(now); hour = hour.plus(1, ChronoUnit.HOURS)) {
			long seconds = Math.min(3_600, Duration.between(hour, now).toSeconds());
			for (int i = busy(hour); i > 0 && seconds > 10; i--) {
				calls.add(call(hour.plusSeconds(this.random.nextLong(seconds)), this.random.nextInt(40) == 0));
			}
		}
		for (int i = 0; i < 5; i++) {
			calls.add(call(now.minus(2 + i, ChronoUnit.HOURS), true));
		}
		return calls;
	}

	/** How many calls an hour has. */
	private int busy(Instant hour) {
		ZonedDateTime at = hour.atZone(ZoneOffset.UTC);
		boolean weekend = at.getDayOfWeek() == DayOfWeek.SATURDAY || at.getDayOfWeek() == DayOfWeek.SUNDAY;
		double shape = Math.exp(-Math.pow(at.getHour() - 13, 2) / 20.0) * (weekend ? 0.25 : 1);
		return (int) Math.round(shape * 4 + this.random.nextDouble());
	}

	private static Served served(String provider, String model) {
		return new Served(provider + "/" + model, provider, model, true);
	}

	private <T> T one(T[] of) {
		return of[(int) (Math.pow(this.random.nextDouble(), 1.5) * of.length)];
	}

	private CallRecord call(Instant at, boolean attack) {
		Served served = attack ? served("groq", ATTACK) : one(SERVED);
		Outcome outcome = (this.random.nextInt(60) == 0) ? Outcome.FAILED : (this.random.nextInt(50) == 0)
				? Outcome.REFUSED : (this.random.nextInt(90) == 0) ? Outcome.CLIENT_CLOSED : Outcome.OK;
		boolean ok = outcome == Outcome.OK;
		boolean hit = ok && this.random.nextInt(9) == 0;
		Usage usage = hit ? Usage.NONE
				: Usage.builder()
					.add(TokenClass.INPUT, 200 + this.random.nextInt(2_000))
					.add(TokenClass.CACHE_READ, this.random.nextInt(900))
					.add(TokenClass.OUTPUT, 40 + this.random.nextInt(500))
					.add(TokenClass.REASONING, this.random.nextInt(300))
					.build();
		BigDecimal usd = hit ? BigDecimal.ZERO : BigDecimal.valueOf(100_000 + this.random.nextInt(900_000), 8);
		Cost cost = (this.random.nextInt(70) == 0) ? Cost.UNKNOWN : new Cost(usd, PriceStatus.KNOWN);
		BigDecimal baseline = BigDecimal.valueOf(900_000 + this.random.nextInt(600_000), 8);
		Duration total = Duration.ofMillis(250 + (long) (Math.pow(this.random.nextDouble(), 4) * 6_000));
		Duration firstToken = ok ? total.dividedBy(3) : null;
		String error = ok ? null : attack ? ATTACK : "provider_failed";
		AttemptRecord attempt = new AttemptRecord(1, served, outcome, ok ? 200 : 500, ok ? null : "SERVER_ERROR",
				ok ? null : "The server said " + ATTACK, usage, cost, Duration.ofMillis(1), firstToken, total, null);
		return new CallRecord(CallId.next(Clock.fixed(at, ZoneOffset.UTC)), at.plus(total),
				this.callers.get((int) (Math.pow(this.random.nextDouble(), 1.4) * this.callers.size())),
				new CallRecord.Labels(attack ? ATTACK : one(FEATURES), "s-1", attack ? ATTACK : one(TAGS),
						attack ? ATTACK : "u-17"),
				"chat", attack ? ATTACK : "auto", attack ? ATTACK : one(POLICIES), served, this.random.nextBoolean(),
				outcome, ok ? 200 : 502, error, usage, cost, baseline, baseline.subtract(usd),
				hit ? CacheUse.HIT : CacheUse.MISS, List.of(),
				new CallRecord.Timing(firstToken, total, Duration.ofNanos(400_000)),
				new Decision("auto", "openai/gpt-5.6", List.of(), List.of()), hit ? List.of() : List.of(attempt));
	}

}
