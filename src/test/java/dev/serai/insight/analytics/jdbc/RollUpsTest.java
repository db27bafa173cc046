package dev.serai.insight.analytics.jdbc;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.gateway.access.Operator;
import dev.serai.gateway.call.CacheUse;
import dev.serai.gateway.call.Outcome;
import dev.serai.gateway.call.PriceStatus;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.operation.Usage;
import dev.serai.insight.analytics.Dimension;
import dev.serai.insight.analytics.Durations;
import dev.serai.insight.analytics.Interval;
import dev.serai.insight.analytics.Measures;
import dev.serai.insight.analytics.UsageQuery;
import dev.serai.insight.analytics.UsageSum;
import dev.serai.insight.compliance.jdbc.JdbcErasure;
import dev.serai.ledger.AttemptRecord;
import dev.serai.ledger.CallRecord;
import dev.serai.ledger.MixedCalls;
import dev.serai.ledger.Served;
import dev.serai.ledger.jdbc.JdbcAuditTrail;
import dev.serai.ledger.jdbc.JdbcChain;
import dev.serai.ledger.jdbc.JdbcLedger;
import dev.serai.platform.database.Database;
import dev.serai.platform.database.embedded.RealDatabase;
import dev.serai.testing.Sums;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is kept and asked of sums, against sums that are reckoned here from the calls. */
class RollUpsTest {

	/**
	 * On the 29th of March clocks in Berlin go forward, on the 5th of April back in
	 * Melbourne.
	 */
	private static final Instant START = Instant.parse("2026-03-27T06:00:00Z");

	private static final Duration TIME = Duration.ofDays(11);

	private static final List<ZoneId> ZONES = Stream
		.of("UTC", "Europe/Berlin", "Asia/Kolkata", "Asia/Kathmandu", "America/New_York", "Australia/Melbourne",
				"Pacific/Kiritimati", "Pacific/Marquesas")
		.map(ZoneId::of)
		.toList();

	private final Random random = new Random(12);

	private List<CallRecord> calls;

	private JdbcUsageSums sums;

	@BeforeEach
	void append() {
		Database database = RealDatabase.empty();
		this.sums = new JdbcUsageSums(database);
		MixedCalls mixed = new MixedCalls(11);
		this.calls = IntStream.range(0, 900)
			.mapToObj(i -> mixed.at(START.plusMillis(this.random.nextLong(TIME.toMillis()))))
			.toList();
		JdbcLedger ledger = new JdbcLedger(database, List.of(new RollUps()));
		List<CallRecord> shuffled = new ArrayList<>(this.calls);
		Collections.shuffle(shuffled, this.random);
		for (int at = 0; at < shuffled.size();) {
			int end = Math.min(shuffled.size(), at + 1 + this.random.nextInt(200));
			ledger.append(shuffled.subList(at, end));
			// Again, with some that are new and one that is in it twice.
			List<CallRecord> again = new ArrayList<>(shuffled.subList(Math.max(0, at - 20), end));
			again.addAll(shuffled.subList(end, Math.min(shuffled.size(), end + 3)));
			again.add(again.getLast());
			ledger.append(again);
			at = end;
		}
	}

	@Test
	void sumsAreThoseOfTheCallsHoweverTheyAreAsked() {
		Sums.assertEqualLedger(RealDatabase.client());
		for (int i = 0; i < 90; i++) {
			Dimension by = (i % 9 == 0) ? null : Dimension.values()[i % 9 - 1];
			Interval interval = (i % 5 == 0) ? null : Interval.values()[i % 5 - 1];
			Set<UUID> teams = switch (this.random.nextInt(3)) {
				case 0 -> Set.of(MixedCalls.team(this.random.nextInt(3)), UUID.randomUUID());
				case 1 -> Set.of(MixedCalls.team(0), MixedCalls.team(2));
				default -> null;
			};
			Instant from = moment();
			Instant to = (i % 4 == 0) ? moment() : from.plusSeconds(this.random.nextLong(TIME.toSeconds()));
			assertSums(new UsageQuery(by, teams, from, to, interval, ZONES.get(this.random.nextInt(ZONES.size()))));
		}
		for (ZoneId zone : ZONES) {
			assertSums(new UsageQuery(Dimension.MODEL, null, Instant.EPOCH, Instant.parse("9999-12-31T23:59:59.999Z"),
					Interval.DAY, zone));
		}
		assertSums(new UsageQuery(null, Set.of(), Instant.EPOCH, START.plus(TIME), null, ZONES.getFirst()));
	}

	@Test
	void reckonedAnewFromTheLedgerTheyAreTheSame() {
		List<String> kept = rows();
		assertThat(kept).hasSizeGreaterThan(4_000);
		RealDatabase.client().sql("CALL roll_up_all()").update();
		assertThat(rows()).isEqualTo(kept);
	}

	@Test
	void whereAnEndUserIsForgottenTheirTagsAreToo() {
		Database database = RealDatabase.database();
		new JdbcErasure(database,
				new JdbcAuditTrail(database, new ObjectMapper(), Clock.systemUTC(), new JdbcChain(UUID.randomUUID())),
				team -> {
				})
			.eraseEndUser(Operator.ADMIN_KEY, "user 2");
		List<String> kept = rows();
		RealDatabase.client().sql("CALL roll_up_all()").update();
		assertThat(rows()).isEqualTo(kept);
	}

	@Test
	void whoMadeManyCallsIsForgottenInPartsAndABrokenErasureIsCompletedByTheNext() {
		Database database = RealDatabase.database();
		JdbcLedger ledger = new JdbcLedger(database, List.of(new RollUps()));
		for (int i = 0; i < 9; i++) {
			RealDatabase.client()
				.sql("""
						INSERT INTO call SELECT r.*
						 FROM (SELECT * FROM call WHERE end_user IS DISTINCT FROM 'busy' ORDER BY at LIMIT 100 OFFSET ?) AS c
						CROSS JOIN generate_series(1, 5) AS n
						CROSS JOIN LATERAL jsonb_populate_record(NULL::call, to_jsonb(c) || jsonb_build_object('id',
						      gen_random_uuid(), 'end_user', 'busy', 'tags', 'about-busy', 'attempts', 1, 'outcome', 'ok',
						      'at', c.at + n * interval '1 ms')) AS r""")
				.param(i * 100)
				.update();
		}
		RealDatabase.client().sql("CALL roll_up_all()").update();
		assertThat(ofBusy("rollup WHERE dimension = 'tag' AND value = 'about-busy'")).isPositive();
		AtomicInteger parts = new AtomicInteger();
		JdbcAuditTrail trail = new JdbcAuditTrail(database, new ObjectMapper(), Clock.systemUTC(),
				new JdbcChain(UUID.randomUUID()));
		JdbcErasure breaks = new JdbcErasure(database, trail, team -> {
			if (parts.incrementAndGet() > 3) {
				throw new IllegalStateException("The cache cannot be reached");
			}
		});
		assertThatThrownBy(() -> breaks.eraseEndUser(Operator.ADMIN_KEY, "busy")).hasMessageContaining("cache");
		long left = ofBusy("call WHERE end_user = 'busy'");
		assertThat(left).isStrictlyBetween(0L, 4_500L);
		MixedCalls mixed = new MixedCalls(12);
		ledger.append(List.of(mixed.at(START)));
		assertThat(new JdbcErasure(database, trail, team -> {
		}).eraseEndUser(Operator.ADMIN_KEY, "busy")).isEqualTo(left);
		assertThat(ofBusy("call WHERE end_user = 'busy' OR tags = 'about-busy'")).isZero();
		assertThat(ofBusy("rollup WHERE dimension = 'tag' AND value = 'about-busy'")).isZero();
		List<String> kept = rows();
		RealDatabase.client().sql("CALL roll_up_all()").update();
		assertThat(rows()).isEqualTo(kept);
	}

	private static long ofBusy(String rows) {
		return RealDatabase.client().sql("SELECT count(*) FROM " + rows).query(Long.class).single();
	}

	private static List<String> rows() {
		return RealDatabase.client().sql("""
				SELECT (to_jsonb(r) || jsonb_build_object('cost_usd', trim_scale(cost_usd), 'saved_usd',
				        trim_scale(saved_usd), 'baseline_usd', trim_scale(baseline_usd)))::text
				  FROM rollup r ORDER BY grain, dimension, at, team_id, value""").query(String.class).list();
	}

	/** Often on an edge. */
	private Instant moment() {
		Instant moment = START.minus(Duration.ofDays(1)).plusMillis(this.random.nextLong(TIME.plusDays(2).toMillis()));
		return switch (this.random.nextInt(4)) {
			case 0 -> Interval.HOUR.start(moment, ZONES.getFirst());
			case 1 -> Interval.DAY.start(moment, ZONES.get(this.random.nextInt(ZONES.size())));
			case 2 -> this.calls.get(this.random.nextInt(this.calls.size())).at();
			default -> moment;
		};
	}

	private void assertSums(UsageQuery query) {
		Map<String, Measures> expected = new HashMap<>();
		this.calls.stream()
			.filter(call -> !call.at().isBefore(query.from()) && call.at().isBefore(query.to()))
			.filter(call -> query.teams() == null
					|| call.caller() != null && query.teams().contains(call.caller().teamId()))
			.forEach(call -> parts(call, query)
				.forEach((key, measures) -> expected.merge(key + " at " + at(call, query), measures, Measures::plus)));
		List<UsageSum> found = this.sums.sums(query);
		assertThat(found).as(query.toString())
			.isSortedAccordingTo(Comparator.comparing(UsageSum::key)
				.thenComparing(UsageSum::at, Comparator.nullsFirst(Comparator.naturalOrder())));
		Map<String, String> differing = new TreeMap<>();
		expected.forEach((place, measures) -> differing.put(place, "missing: " + plain(measures)));
		found.forEach(sum -> differing.merge(sum.key() + " at " + sum.at(), "is: " + plain(sum.measures()),
				(missing, is) -> missing.equals(is.replace("is: ", "missing: ")) ? null : missing + " " + is));
		assertThat(differing).as(query.toString()).isEmpty();
	}

	private static Instant at(CallRecord call, UsageQuery query) {
		return (query.interval() != null) ? query.interval().start(call.at(), query.zone()) : null;
	}

	private static Map<String, Measures> parts(CallRecord call, UsageQuery query) {
		return switch (query.by()) {
			case null -> Map.of("", whole(call, true));
			case TEAM -> Map.of((call.caller() != null) ? call.caller().teamId().toString() : "", whole(call, true));
			case KEY -> Map.of((call.caller() != null) ? call.caller().keyId().toString() : "", whole(call, false));
			case FEATURE -> Map.of(orNone(call.labels().feature()), whole(call, false));
			case POLICY -> Map.of(orNone(call.policy()), whole(call, false));
			case TAG ->
				tags(call.labels().tags()).stream().collect(Collectors.toMap(tag -> tag, tag -> whole(call, false)));
			case PROVIDER -> asked(call, Served::provider, query.teams() == null);
			case MODEL -> asked(call, Served::model, query.teams() == null);
			case DEPLOYMENT -> asked(call, Served::deployment, query.teams() == null);
		};
	}

	private static Set<String> tags(String sent) {
		Set<String> tags = (sent == null) ? Set.of()
				: Stream.of(sent.split(","))
					.map(String::strip)
					.map(tag -> (tag.length() > 64) ? tag.substring(0, 64).strip() : tag)
					.filter(tag -> !tag.isEmpty())
					.distinct()
					.limit(8)
					.collect(Collectors.toSet());
		return tags.isEmpty() ? Set.of("") : tags;
	}

	private static String orNone(String name) {
		return (name != null) ? name : "";
	}

	private static Map<String, Measures> asked(CallRecord call, Function<Served, String> part, boolean durations) {
		Map<String, Measures> parts = new HashMap<>();
		Measures whole = whole(call, false);
		parts.put((call.served() != null) ? part.apply(call.served()) : "",
				new Measures(1, whole.ok(), whole.refused(), whole.failed(), whole.left(), whole.cacheHits(),
						whole.failovers(), 0, 0, whole.unknownCalls(), BigDecimal.ZERO, whole.savedUsd(),
						whole.baselineUsd(), Map.of(), 0, Durations.NONE, Durations.NONE));
		for (AttemptRecord attempt : call.attempts()) {
			boolean ok = durations && attempt.outcome() == Outcome.OK;
			Measures measures = new Measures(0, 0, 0, 0, 0, 0, 0, 1, isFailed(attempt.outcome()) ? 1 : 0, 0,
					attempt.cost().usd(), BigDecimal.ZERO, BigDecimal.ZERO, tokens(attempt.usage()),
					attempt.usage().searches(), ok ? one(attempt.total()) : Durations.NONE,
					ok ? one(attempt.firstToken()) : Durations.NONE);
			parts.merge(part.apply(attempt.asked()), measures, Measures::plus);
		}
		return parts;
	}

	private static Measures whole(CallRecord call, boolean durations) {
		boolean ok = call.outcome() == Outcome.OK;
		boolean refused = Set.of(Outcome.REFUSED, Outcome.BLOCKED, Outcome.REJECTED).contains(call.outcome());
		boolean failover = ok && call.served() != null && !call.attempts().isEmpty()
				&& !call.attempts().getFirst().asked().deployment().equals(call.served().deployment());
		return new Measures(1, ok ? 1 : 0, refused ? 1 : 0, isFailed(call.outcome()) ? 1 : 0,
				(call.outcome() == Outcome.CLIENT_CLOSED) ? 1 : 0, (call.cache() == CacheUse.HIT) ? 1 : 0,
				failover ? 1 : 0, call.attempts().size(),
				call.attempts().stream().filter(attempt -> isFailed(attempt.outcome())).count(),
				(call.cost().status() == PriceStatus.UNKNOWN) ? 1 : 0, call.cost().usd(),
				(call.savedUsd() != null) ? call.savedUsd() : BigDecimal.ZERO,
				(call.baselineUsd() != null) ? call.baselineUsd() : BigDecimal.ZERO, tokens(call.usage()),
				call.usage().searches(), (ok && durations) ? one(call.timing().total()) : Durations.NONE,
				(ok && durations) ? one(call.timing().firstToken()) : Durations.NONE);
	}

	private static boolean isFailed(Outcome outcome) {
		return switch (outcome) {
			case OK, REFUSED, BLOCKED, REJECTED, CLIENT_CLOSED -> false;
			case FAILED, TRUNCATED, TIMEOUT, SHORT_CIRCUITED, ERROR, UNKNOWN_CRASH -> true;
		};
	}

	private static Map<TokenClass, Long> tokens(Usage usage) {
		Map<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
		Stream.of(TokenClass.values()).forEach(tokenClass -> tokens.put(tokenClass, usage.tokens(tokenClass)));
		return tokens;
	}

	private static Durations one(Duration duration) {
		if (duration == null) {
			return Durations.NONE;
		}
		long[] counts = new long[Durations.bucket(duration) + 1];
		counts[counts.length - 1] = 1;
		return Durations.of(counts);
	}

	/** In a form that is equal where the numbers are. */
	private static String plain(Measures m) {
		return List.of(m.calls(), m.ok(), m.refused(), m.failed(), m.left(), m.cacheHits(), m.failovers(), m.attempts(),
				m.failedAttempts(), m.unknownCalls(), plain(m.costUsd()), plain(m.savedUsd()), plain(m.baselineUsd()),
				m.tokens().entrySet().stream().filter(e -> e.getValue() != 0).map(Object::toString).sorted().toList(),
				m.searches(), plain(m.latency()), plain(m.firstToken()))
			.toString();
	}

	private static String plain(BigDecimal amount) {
		return (amount.signum() == 0) ? "0" : amount.stripTrailingZeros().toPlainString();
	}

	private static String plain(Durations durations) {
		long[] counts = durations.counts();
		return IntStream.range(0, counts.length)
			.filter(i -> counts[i] != 0)
			.mapToObj(i -> i + "=" + counts[i])
			.collect(Collectors.joining(" "));
	}

}
