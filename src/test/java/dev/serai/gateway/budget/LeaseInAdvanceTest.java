package dev.serai.gateway.budget;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

import dev.serai.gateway.budget.BudgetBooks.Standing;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How much a node leases in advance. */
class LeaseInAdvanceTest {

	private static final Duration OUTAGE = Duration.ofSeconds(60);

	private static final long SECOND = Duration.ofSeconds(1).toNanos();

	private static Account account() {
		UUID id = UUID.randomUUID();
		Budget budget = new Budget(id, new Scope(Scope.Kind.TEAM, id, id, null, null), "t", Period.MONTH,
				ZoneOffset.UTC, BigDecimal.TEN, List.of(), true, Instant.EPOCH);
		return new Account(budget, budget.window(Instant.EPOCH), 0, 90 * SECOND);
	}

	private static BigDecimal usd(String amount) {
		return new BigDecimal(amount);
	}

	@Property
	void callsGetWhatTheyNeedOrNothingAndWhatIsAheadIsAtMostATenthOfTheRest(
			@ForAll @BigRange(min = "-5", max = "1000") BigDecimal remaining,
			@ForAll @BigRange(min = "0", max = "500") BigDecimal ahead,
			@ForAll @BigRange(min = "0", max = "5") BigDecimal least,
			@ForAll @Size(max = 5) List<@BigRange(min = "0.01", max = "100") BigDecimal> needs) {
		Account account = account();
		List<Waiter> waiters = needs.stream().map(need -> new Waiter(List.of(account), need, 0)).toList();
		Sharing sharing = new Sharing(waiters, List.of(new Sharing.Wish(ahead, least)));
		BigDecimal leased = sharing
			.share(Collections.singletonList(new Standing(remaining, BigDecimal.ZERO, BigDecimal.ZERO)))
			.getFirst();
		BigDecimal given = BigDecimal.ZERO;
		for (int i = 0; i < needs.size(); i++) {
			given = given.add((sharing.shortfall(i) == null) ? needs.get(i) : BigDecimal.ZERO);
		}
		BigDecimal inAdvance = leased.subtract(given);
		assertThat(inAdvance).isBetween(BigDecimal.ZERO, ahead);
		assertThat(leased).isLessThanOrEqualTo(remaining.max(BigDecimal.ZERO));
		if (inAdvance.signum() > 0) {
			BigDecimal tenth = remaining.subtract(given).movePointLeft(1);
			assertThat(inAdvance).isLessThanOrEqualTo(tenth);
			assertThat(tenth).isGreaterThanOrEqualTo(least);
		}
	}

	@Property
	void atASteadyPaceAnAccountWantsTwiceWhatTheOutageWouldUse(@ForAll @IntRange(min = 1, max = 200) int callsPerSecond,
			@ForAll @IntRange(min = 15, max = 60) int seconds) {
		Account account = account();
		BigDecimal reserved = usd("0.01");
		BigDecimal cost = usd("0.0002");
		for (int second = 1; second <= seconds; second++) {
			for (int i = 0; i < callsPerSecond; i++) {
				account.touch(reserved, second * SECOND);
				account.use(reserved);
				account.use(cost.subtract(reserved));
				account.recorded(cost);
			}
			account.measure(second * SECOND);
		}
		BigDecimal used = cost.multiply(BigDecimal.valueOf(60L * callsPerSecond));
		assertThat(account.wanted(OUTAGE)).isGreaterThanOrEqualTo(used.multiply(usd("1.99")))
			.isLessThanOrEqualTo(used.multiply(usd("2.01")).max(reserved.multiply(usd("4"))));
	}

	@Test
	void callsThatHaveOnlyBegunCountWithWhatTheyHold() {
		Account account = account();
		account.touch(usd("0.5"), SECOND);
		for (int i = 0; i < 20; i++) {
			account.use(usd("0.5"));
		}
		assertThat(account.wanted(OUTAGE)).isEqualByComparingTo("10");
		account.measure(SECOND);
		assertThat(account.wanted(OUTAGE)).as("ten dollars a second").isEqualByComparingTo("1200");
	}

	@Test
	void aRareCallKeepsEnoughForAFewMoreLikeIt() {
		Account account = account();
		account.touch(usd("0.25"), SECOND);
		account.use(usd("0.25"));
		account.use(usd("-0.25"));
		account.measure(SECOND);
		assertThat(account.wanted(OUTAGE)).isBetween(usd("0.97"), usd("1"));
		assertThat(account.isQuiet(Duration.ofSeconds(10), 10 * SECOND)).isFalse();
		assertThat(account.isQuiet(Duration.ofSeconds(10), 11 * SECOND)).isTrue();
	}

}
