package dev.serai.gateway.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import dev.serai.gateway.call.Caller;
import dev.serai.gateway.call.Decision;
import dev.serai.gateway.call.Decision.Candidate;
import dev.serai.gateway.call.Decision.Factor;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.routing.Stage.Ask;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ScoringTest {

	/** What is known of a deployment. */
	record Known(long firstTokenMs, int tokensPerSecond, int price, int failures, double capability, boolean blocked,
			boolean seen) {

	}

	@Provide
	Arbitrary<List<Known>> fleet() {
		return Combinators
			.combine(Arbitraries.longs().between(0, 20_000), Arbitraries.integers().between(1, 2000),
					Arbitraries.integers().between(-1, 100_000), Arbitraries.integers().between(0, 60),
					Arbitraries.doubles().between(0, 1), Arbitraries.of(true, false, false, false, false),
					Arbitraries.of(true, true, true, false))
			.as(Known::new)
			.list()
			.ofMinSize(1)
			.ofMaxSize(12);
	}

	private static Stage stage(List<Known> fleet) {
		Stage stage = new Stage();
		for (int i = 0; i < fleet.size(); i++) {
			Known known = fleet.get(i);
			String id = "p" + i + "/m" + i;
			stage.with(id, Stage.able("m" + i, known.capability()));
			stage.prices.put(id, (known.price() < 0) ? "-1" : known.price() + "e-9");
			if (known.seen()) {
				stage.seen(id, known.firstTokenMs(), known.tokensPerSecond());
			}
			stage.failed(id, known.failures());
			if (known.blocked()) {
				stage.blocked.put(id, new Gate.Block(Gate.Kind.BREAKER, Duration.ofSeconds(1)));
			}
		}
		stage.with("spare/spare", Stage.able("spare", 0.5));
		return stage;
	}

	@Property(tries = 300)
	void scoresAreSumsOfContributionsFromZeroToOne(@ForAll("fleet") List<Known> fleet) {
		for (Candidate candidate : stage(fleet).decide("auto").candidates()) {
			assertThat(candidate.score()).isBetween(0.0, 1.0);
			double sum = 0;
			for (Factor factor : candidate.factors()) {
				assertThat(factor.ratio()).isBetween(0.0, 1.0);
				assertThat(factor.value()).isFinite();
				assertThat(factor.contribution()).isEqualTo(factor.ratio() * factor.weight());
				sum += factor.contribution();
			}
			assertThat(candidate.score()).isCloseTo(sum, within(1e-12));
		}
	}

	@Property(tries = 300)
	void inEachFactorSomebodyIsTheBest(@ForAll("fleet") List<Known> fleet) {
		List<Candidate> candidates = stage(fleet).decide("auto").candidates();
		for (int i = 0; i < 4; i++) {
			int factor = i;
			assertThat(candidates).anyMatch(c -> c.factors().get(factor).ratio() == 1);
		}
	}

	@Property(tries = 300)
	void oneThatIsBetterInEveryFactorRanksNoLower(@ForAll("fleet") List<Known> fleet) {
		List<Candidate> candidates = stage(fleet).decide("auto").candidates();
		for (int low = 1; low < candidates.size(); low++) {
			for (int high = 0; high < low; high++) {
				assertThat(strictlyBetter(candidates.get(low), candidates.get(high))).isFalse();
			}
		}
	}

	private static boolean strictlyBetter(Candidate one, Candidate other) {
		for (int i = 0; i < 4; i++) {
			if (one.factors().get(i).ratio() <= other.factors().get(i).ratio()) {
				return false;
			}
		}
		return true;
	}

	@Property(tries = 200)
	void theConfigurationsOrderDoesNotChangeScores(@ForAll("fleet") List<Known> fleet, @ForAll Random random) {
		Stage stage = stage(fleet);
		List<Deployment> shuffled = new ArrayList<>(stage.deployments.values());
		Collections.shuffle(shuffled, random);
		Map<String, Double> scores = scores(stage.decide("auto"));
		Map<String, Double> after = scores(stage.router(shuffled).decide(new Ask("auto").request()));
		assertThat(after.keySet()).isEqualTo(scores.keySet());
		after.forEach((id, score) -> assertThat(score).isCloseTo(scores.get(id), within(1e-9)));
	}

	@Property(tries = 200)
	void takingACandidateAwayNeverLetsAnExcludedOneIn(@ForAll("fleet") List<Known> fleet) {
		Stage stage = stage(fleet);
		Decision before = stage.decide("auto");
		if (before.candidates().size() > 1) {
			stage.deployments.remove(before.candidates().getFirst().deployment());
			Decision after = stage.decide("auto");
			assertThat(Stage.ids(before)).containsAll(Stage.ids(after));
			assertThat(after.excluded()).isEqualTo(before.excluded());
		}
	}

	@Property(tries = 100)
	void theSameKnowledgeGivesTheSameDecision(@ForAll("fleet") List<Known> fleet) {
		Stage stage = stage(fleet);
		assertThat(stage.decide("auto")).isEqualTo(stage.decide("auto"));
	}

	private static Map<String, Double> scores(Decision decision) {
		Map<String, Double> scores = new HashMap<>();
		decision.candidates().forEach(c -> scores.put(c.deployment(), c.score()));
		return scores;
	}

	@Example
	void aGapOfOnePercentWeighsLittleAndOneOfTenTimesMuch() {
		Stage stage = new Stage().with("a/x").with("b/x").with("c/x");
		stage.prices.put("a/x", "0.000100");
		stage.prices.put("b/x", "0.000101");
		stage.prices.put("c/x", "0.001000");
		Decision decision = stage.decide("x");
		assertThat(Stage.ids(decision)).containsExactly("a/x", "b/x", "c/x");
		Map<String, Double> scores = scores(decision);
		assertThat(scores.get("a/x") - scores.get("b/x")).isCloseTo(0.003, within(0.0001));
		assertThat(scores.get("a/x") - scores.get("c/x")).isCloseTo(0.27, within(0.0001));
	}

	@Example
	void eachFactorTellsItsValueRatioWeightAndContribution() {
		Stage stage = new Stage().with("fast/x").with("slow/x");
		stage.seen("fast/x", 200, 300).seen("slow/x", 400, 100);
		Candidate slow = stage.decide("x").candidates().get(1);
		assertThat(slow.factors()).extracting(Factor::name)
			.containsExactly("performance", "cost", "availability", "capability");
		Factor performance = slow.factors().getFirst();
		assertThat(performance.unit()).isEqualTo("ms");
		assertThat(performance.value()).isCloseTo(3400, within(60.0));
		assertThat(performance.ratio()).isCloseTo(1200.0 / 3400, within(0.01));
		assertThat(performance.weight()).isEqualTo(0.4);
	}

	@Example
	void whatIsFreeHasTheWholeRatioAndAllElseNone() {
		Stage stage = new Stage().with("free/x").with("paid/x");
		stage.prices.put("free/x", "0");
		assertThat(costRatios(stage)).isEqualTo(Map.of("free/x", 1.0, "paid/x", 0.0));
	}

	@Example
	void anUnknownPriceIsNotZero() {
		Stage stage = new Stage().with("unknown/x").with("paid/x");
		stage.prices.put("unknown/x", "-1");
		assertThat(costRatios(stage)).isEqualTo(Map.of("unknown/x", 0.0, "paid/x", 1.0));
		assertThat(stage.decide("unknown/x").candidates().getFirst().factors().get(1).unit())
			.isEqualTo("usd, price unknown");
	}

	private static Map<String, Double> costRatios(Stage stage) {
		Map<String, Double> ratios = new HashMap<>();
		stage.decide("x").candidates().forEach(c -> ratios.put(c.deployment(), c.factors().get(1).ratio()));
		return ratios;
	}

	@Example
	void thePenaltyForFailuresSteepens() {
		Stage stage = new Stage();
		for (int i = 0; i < 4; i++) {
			stage.with("p" + i + "/x").seen("p" + i + "/x", 100, 100).failed("p" + i + "/x", i * 6);
		}
		List<Double> ratios = stage.decide("x").candidates().stream().map(c -> c.factors().get(2).ratio()).toList();
		assertThat(ratios.get(0)).isEqualTo(1);
		assertThat(ratios.get(0) - ratios.get(1)).isLessThan(ratios.get(1) - ratios.get(2));
		assertThat(ratios.get(1) - ratios.get(2)).isLessThan(ratios.get(2) - ratios.get(3));
	}

	@Example
	void aNewDeploymentIsAsGoodAsTheBestAndAmongEqualsIsTriedFirst() {
		Stage stage = new Stage().with("slow/x").with("fast/x").with("new/x");
		stage.seen("slow/x", 2000, 50).seen("fast/x", 200, 200);
		Decision decision = stage.decide("x");
		assertThat(Stage.ids(decision)).containsExactly("new/x", "fast/x", "slow/x");
		assertThat(scores(decision).get("new/x")).isEqualTo(scores(decision).get("fast/x"));
	}

	@Example
	void aNewDeploymentDoesNotWinOnNothing() {
		Stage stage = new Stage().with("known/x").with("new/x");
		stage.seen("known/x", 2000, 50);
		stage.prices.put("new/x", "0.0000101");
		assertThat(Stage.ids(stage.decide("x"))).containsExactly("known/x", "new/x");
	}

	@Example
	void withoutAnyKnowledgeTheConfigurationsOrderDecides() {
		Stage stage = new Stage().with("b/x").with("a/x").with("c/x");
		assertThat(Stage.ids(stage.decide("x"))).containsExactly("b/x", "a/x", "c/x");
	}

	@Example
	void oneThatOnceWasSlowGetsAnotherChanceWhenNobodyAskedItForLong() {
		Stage stage = new Stage().with("slow/x").with("fast/x");
		stage.seen("slow/x", 5000, 20).seen("fast/x", 200, 200);
		assertThat(Stage.ids(stage.decide("x"))).containsExactly("fast/x", "slow/x");
		stage.pass(Duration.ofMinutes(15));
		stage.seen("fast/x", 200, 200);
		assertThat(Stage.ids(stage.decide("x"))).containsExactly("slow/x", "fast/x");
	}

	@Example
	void anExpectedAnswerIsNoLongerThanAllowed() {
		Stage stage = new Stage().with("a/x").seen("a/x", 100, 100);
		Decision decision = stage.router().decide(new Ask("x").maxOutput(10).request());
		assertThat(decision.candidates().getFirst().factors().getFirst().value()).isCloseTo(200, within(1.0));
	}

	@Example
	void aSessionStaysWhereItWasWhileThatQualifies() {
		Stage stage = new Stage().with("a/x").with("b/x").with("c/x");
		stage.seen("a/x", 100, 200).seen("b/x", 200, 100).seen("c/x", 900, 10);
		Ask ask = new Ask("x").session("s");
		stage.affinity.served(ask.caller(), "s", "c/x");
		Decision decision = stage.router().decide(ask.request());
		assertThat(Stage.ids(decision)).containsExactly("c/x", "a/x", "b/x");
		Candidate first = decision.candidates().getFirst();
		assertThat(first.factors().getLast().name()).isEqualTo("session");
		assertThat(first.factors().getLast().contribution()).isZero();

		stage.blocked.put("c/x", new Gate.Block(Gate.Kind.BREAKER, Duration.ofSeconds(1)));
		assertThat(Stage.ids(stage.router().decide(ask.request()))).containsExactly("a/x", "b/x");
	}

	@Example
	void aSessionDoesNotStayWithAStandInWhenItsOwnModelCanServe() {
		Stage stage = new Stage().with("a/x").with("b/y");
		stage.fallbacks.put("x", List.of("y"));
		Ask ask = new Ask("x").session("s");
		stage.affinity.served(ask.caller(), "s", "b/y");
		assertThat(Stage.ids(stage.router().decide(ask.request()))).containsExactly("a/x", "b/y");
	}

	@Example
	void aSessionBelongsToItsTeam() {
		Affinity affinity = new Affinity(System::nanoTime);
		Caller one = new Ask("x").caller();
		Caller other = new Caller(one.organisationId(), new UUID(7, 7), "other", one.keyId(), "key", one.zone(),
				one.rights(), one.defaults());
		affinity.served(one, "s", "a/x");
		assertThat(affinity.of(one, "s")).isEqualTo("a/x");
		assertThat(affinity.of(other, "s")).isNull();
	}

}
