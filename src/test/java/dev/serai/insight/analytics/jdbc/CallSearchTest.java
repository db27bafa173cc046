package dev.serai.insight.analytics.jdbc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.access.Operator;
import dev.serai.insight.analytics.Analytics;
import dev.serai.insight.analytics.CallFilter;
import dev.serai.insight.analytics.CallPage;
import dev.serai.insight.analytics.Page;
import dev.serai.ledger.CallRecord;
import dev.serai.ledger.MixedCalls;
import dev.serai.ledger.jdbc.JdbcLedger;
import dev.serai.platform.database.Database;
import dev.serai.platform.database.embedded.RealDatabase;
import dev.serai.platform.error.CallRefused;
import dev.serai.platform.json.StrictJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Looking for calls, against the calls that were appended. */
class CallSearchTest {

	private static final Instant START = Instant.parse("2026-03-30T06:00:00Z");

	private static final Duration TIME = Duration.ofHours(20);

	private static final Operator MEMBER = new Operator("member", Operator.Role.MEMBER,
			Map.of(MixedCalls.team(0), Operator.TeamRole.VIEWER, MixedCalls.team(2), Operator.TeamRole.OWNER));

	private final Random random = new Random(5);

	private Database database;

	private List<CallRecord> calls;

	@BeforeEach
	void append() {
		this.database = RealDatabase.empty();
		MixedCalls mixed = new MixedCalls(6);
		this.calls = IntStream.range(0, 500)
			// Many in one millisecond.
			.mapToObj(i -> mixed.at(START.plusSeconds(this.random.nextLong(TIME.toSeconds()) / 100 * 100)))
			.sorted(Comparator.comparing(CallRecord::at).thenComparing(call -> call.id().toString()).reversed())
			.toList();
		new JdbcLedger(this.database, List.of(new RollUps())).append(this.calls);
	}

	@Test
	void pagesHoldExactlyTheCallsThatFitHoweverFewAreLookedAtForEach() {
		for (int i = 0; i < 45; i++) {
			Map<String, String> sent = new HashMap<>();
			Predicate<CallRecord> fits = filter(sent);
			Operator operator = (i % 2 == 0) ? Operator.ADMIN_KEY : MEMBER;
			List<UUID> expected = this.calls.stream()
				.filter(fits)
				.filter(call -> operator.seesAll() || call.caller() != null && operator.sees(call.caller().teamId()))
				.map(CallRecord::id)
				.toList();
			int share = List.of(30, 150, 20_000).get(i % 3);
			sent.put("limit", Integer.toString(20 + this.random.nextInt(60)));
			assertThat(all(operator, sent, share)).as(sent + " of " + operator.actor() + " looking at " + share)
				.isEqualTo(expected);
		}
	}

	private static CallPage calls(Analytics analytics, Operator operator, Map<String, String> sent) {
		ObjectNode parameters = new ObjectMapper().valueToTree(sent);
		return analytics.calls(operator, StrictJson.part(parameters, CallFilter.class),
				StrictJson.part(parameters, Page.class), null);
	}

	private List<UUID> all(Operator operator, Map<String, String> sent, int share) {
		Analytics analytics = new Analytics(
				new JdbcCallHistory(this.database, Clock.systemUTC(), System::nanoTime, share));
		List<UUID> found = new ArrayList<>();
		Instant searched = Instant.MAX;
		CallPage page;
		do {
			page = calls(analytics, operator, sent);
			assertThat(page.data()).hasSizeLessThanOrEqualTo(Integer.parseInt(sent.get("limit")));
			page.data().forEach(call -> found.add(call.call().id()));
			if (page.searchedTo() != null) {
				assertThat(page.next()).isNotNull();
				assertThat(page.searchedTo()).isBeforeOrEqualTo(searched);
				searched = page.searchedTo();
			}
			sent.put("before", page.next());
		}
		while (page.next() != null);
		return found;
	}

	/** Some of the filters, each of which often fits. */
	private Predicate<CallRecord> filter(Map<String, String> sent) {
		CallRecord like = this.calls.get(this.random.nextInt(this.calls.size()));
		Predicate<CallRecord> fits = call -> true;
		for (int which : this.random.ints(0, 13).distinct().limit(1 + this.random.nextInt(4)).toArray()) {
			fits = fits.and(one(which, like, sent));
		}
		return fits;
	}

	private Predicate<CallRecord> one(int which, CallRecord like, Map<String, String> sent) {
		return switch (which) {
			case 0 -> same("team", (like.caller() != null) ? like.caller().team() : null,
					call -> (call.caller() != null) ? call.caller().team() : null, sent);
			case 1 -> same("key", (like.caller() != null) ? like.caller().keyId().toString() : null,
					call -> (call.caller() != null) ? call.caller().keyId().toString() : null, sent);
			case 2 -> same("model", (like.served() != null) ? like.served().model() : null,
					call -> (call.served() != null) ? call.served().model() : null, sent);
			case 3 -> same("provider", (like.served() != null) ? like.served().provider() : null,
					call -> (call.served() != null) ? call.served().provider() : null, sent);
			case 4 -> same("feature", like.labels().feature(), call -> call.labels().feature(), sent);
			case 5 -> same("policy", like.policy(), CallRecord::policy, sent);
			case 6 -> same("outcome", like.outcome().name().toLowerCase(Locale.ROOT),
					call -> call.outcome().name().toLowerCase(Locale.ROOT), sent);
			case 7 -> same("status", Integer.toString(like.status()), call -> Integer.toString(call.status()), sent);
			case 8 -> {
				String tag = List.of("a", "b", "7", "9", "c;d", "nobody's").get(this.random.nextInt(6));
				sent.put("tag", tag);
				yield call -> RollUps.tags(call.labels().tags()).contains(tag);
			}
			case 9 -> {
				sent.put("minUsd", "0.006");
				yield call -> call.cost().usd().doubleValue() >= 0.006;
			}
			case 10 -> {
				sent.put("minMs", "300.5");
				yield call -> call.timing().total().toNanos() >= 300_500_000;
			}
			case 11 -> same("operation", like.operation(), CallRecord::operation, sent);
			default -> {
				Instant from = START.plusSeconds(this.random.nextLong(TIME.toSeconds()));
				Instant to = from.plus(Duration.ofHours(9));
				sent.put("from", from.toString());
				sent.put("to", to.toString());
				yield call -> !call.at().isBefore(from) && call.at().isBefore(to);
			}
		};
	}

	private static Predicate<CallRecord> same(String name, String wanted, Function<CallRecord, String> of,
			Map<String, String> sent) {
		if (wanted == null) {
			return call -> true;
		}
		sent.put(name, wanted);
		return call -> wanted.equals(of.apply(call));
	}

	@Test
	void aTeamThatIsNotTheirsDoesNotExistForMembers() {
		Analytics analytics = new Analytics(new JdbcCallHistory(this.database, Clock.systemUTC(), System::nanoTime));
		assertThat(calls(analytics, MEMBER, Map.of("teamId", MixedCalls.team(0).toString())).data()).isNotEmpty()
			.allSatisfy(call -> assertThat(call.call().team()).isEqualTo("team 0"));
		for (UUID other : Arrays.asList(MixedCalls.team(1), UUID.randomUUID())) {
			assertThat(org.assertj.core.api.Assertions
				.catchThrowableOfType(dev.serai.platform.error.CallRefused.class,
						() -> calls(analytics, MEMBER, Map.of("teamId", other.toString())))
				.error()
				.status()).isEqualTo(404);
		}
	}

}
