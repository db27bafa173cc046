package dev.serai.gateway.cost;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Map;

import dev.serai.gateway.call.Cost;
import dev.serai.gateway.call.PriceStatus;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.PriceList;
import dev.serai.gateway.catalog.PriceList.LongContext;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.UsageMark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.serai.gateway.call.PriceStatus.ESTIMATED;
import static dev.serai.gateway.call.PriceStatus.KNOWN;
import static dev.serai.gateway.call.PriceStatus.UNKNOWN;
import static dev.serai.gateway.cost.Deployments.list;
import static dev.serai.gateway.cost.Deployments.priced;
import static dev.serai.gateway.cost.Deployments.rates;
import static dev.serai.gateway.operation.TokenClass.AUDIO_INPUT;
import static dev.serai.gateway.operation.TokenClass.CACHE_READ;
import static dev.serai.gateway.operation.TokenClass.IMAGE_INPUT;
import static dev.serai.gateway.operation.TokenClass.INPUT;
import static dev.serai.gateway.operation.TokenClass.OUTPUT;
import static dev.serai.gateway.operation.TokenClass.REASONING;
import static org.assertj.core.api.Assertions.assertThat;

class PricerTest {

	private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

	private static final Deployment SIMPLE = priced(list(rates(INPUT, "2", OUTPUT, "10")));

	private final Pricer pricer = new Pricer();

	@Test
	void eachClassCostsItsOwnRate() {
		Deployment deployment = priced(list(rates(INPUT, "3", CACHE_READ, "0.3", TokenClass.CACHE_WRITE_5M, "3.75",
				TokenClass.CACHE_WRITE_1H, "6", AUDIO_INPUT, "32", IMAGE_INPUT, "5", OUTPUT, "15", REASONING, "20",
				TokenClass.AUDIO_OUTPUT, "64", TokenClass.IMAGE_OUTPUT, "40")));
		Usage.Builder one = Usage.builder();
		for (TokenClass tokenClass : TokenClass.values()) {
			one.add(tokenClass, 1);
		}
		// 3 + 0.3 + 3.75 + 6 + 32 + 5 + 15 + 20 + 64 + 40
		assertCost(price(deployment, one.build()), "0.00018905", KNOWN);
	}

	@Test
	void reasoningWithoutARateCostsWhatOutputCosts() {
		assertCost(price(SIMPLE, Usage.builder().add(REASONING, 100).build()), "0.001", KNOWN);
	}

	@ParameterizedTest
	@EnumSource(names = { "AUDIO_INPUT", "IMAGE_INPUT" })
	void mediaInputWithoutARateCostsWhatInputCosts(TokenClass tokenClass) {
		assertCost(price(SIMPLE, Usage.builder().add(tokenClass, 100).build()), "0.0002", KNOWN);
	}

	@ParameterizedTest
	@EnumSource(names = { "CACHE_READ", "CACHE_WRITE_5M", "CACHE_WRITE_1H", "AUDIO_OUTPUT", "IMAGE_OUTPUT" })
	void otherClassesWithoutARateAreUnknownAndTheRestIsStillCounted(TokenClass tokenClass) {
		assertCost(price(SIMPLE, Usage.builder().add(INPUT, 1_000_000).add(tokenClass, 1).build()), "2", UNKNOWN);
	}

	@Test
	void whatWasNotUsedNeedsNoPrice() {
		assertCost(price(priced(), Usage.NONE), "0", KNOWN);
		assertCost(price(priced(list(rates(OUTPUT, "1"))), Usage.of(0, 5)), "0.000005", KNOWN);
	}

	@Test
	void aDeploymentWithoutPricesIsUnknownNotFree() {
		assertCost(price(priced(), Usage.of(1, 1)), "0", UNKNOWN);
		assertThat(this.pricer.estimate(priced(), 1, 1, NOW)).isEqualTo(Cost.UNKNOWN);
	}

	@Test
	void aListedZeroIsFree() {
		assertCost(price(priced(list(rates(INPUT, "0", OUTPUT, "0"))), Usage.of(9, 9)), "0", KNOWN);
	}

	@Test
	void searchesCostTheirPriceOrAreUnknown() {
		Usage usage = Usage.builder().add(INPUT, 1000).searches(3).build();
		Deployment searching = priced(new PriceList(Deployments.START, rates(INPUT, "2", OUTPUT, "10"), null, Map.of(),
				new BigDecimal("0.01")));
		assertCost(price(searching, usage), "0.032", KNOWN);
		assertCost(price(SIMPLE, usage), "0.002", UNKNOWN);
	}

	@Test
	void tokensThatSeraiCountedMakeAnEstimate() {
		Usage counted = Usage.builder().add(INPUT, 1_000_000).estimated().build();
		assertCost(price(SIMPLE, counted), "2", ESTIMATED);
		assertCost(price(priced(), counted), "0", UNKNOWN);
	}

	@Test
	void aPriceHoldsFromItsFirstMomentInUtcUntilTheNextOnes() {
		Deployment deployment = priced(dated("2026-03-01", "1"), dated("2026-06-01", "2"), dated("2026-09-01", "3"));
		Usage million = Usage.of(1_000_000, 0);
		assertCost(at(deployment, million, "2026-02-28T23:59:59.999999999Z"), "0", UNKNOWN);
		assertCost(at(deployment, million, "2026-03-01T00:00:00Z"), "1", KNOWN);
		assertCost(at(deployment, million, "2026-05-31T23:59:59.999999999Z"), "1", KNOWN);
		assertCost(at(deployment, million, "2026-06-01T00:00:00Z"), "2", KNOWN);
		assertCost(at(deployment, million, "2026-06-01T01:30:00+02:00"), "1", KNOWN);
		assertCost(at(deployment, million, "2031-01-01T00:00:00Z"), "3", KNOWN);
	}

	@Test
	void longContextRatesHoldForTheWholeRequestBeyondTheBoundCachedTokensIncluded() {
		Deployment deployment = longContext();
		Usage atBound = Usage.builder().add(INPUT, 100_000).add(CACHE_READ, 100_000).add(OUTPUT, 1_000_000).build();
		// 0.1 × 2 + 0.1 × 0.2 + 10
		assertCost(price(deployment, atBound), "10.22", KNOWN);
		// (100,000 × 4 + 100,001 × 0.4) / 10^6 + 15
		assertCost(price(deployment, atBound.plus(Usage.builder().add(CACHE_READ, 1).build())), "15.4400004", KNOWN);
		assertCost(this.pricer.estimate(deployment, 200_000, 0, NOW), "0.4", ESTIMATED);
		assertCost(this.pricer.estimate(deployment, 200_001, 0, NOW), "0.800004", ESTIMATED);
	}

	@Test
	void longOutputIsNoLongContext() {
		assertCost(price(longContext(), Usage.of(1, 900_000)), "9.000002", KNOWN);
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "default", "auto", "standard", "on_demand", "Standard" })
	void theTierThatOneGetsWithoutAskingCostsStandardRates(String tier) {
		assertCost(this.pricer.price(SIMPLE, Usage.of(500_000, 0), tier, NOW), "1", KNOWN);
	}

	@Test
	void aListedTierCostsItsRates() {
		Deployment deployment = tiered();
		assertCost(this.pricer.price(deployment, Usage.of(1_000_000, 0), "flex", NOW), "1", KNOWN);
		assertCost(this.pricer.price(deployment, Usage.of(1_000_000, 0), "FLEX", NOW), "1", KNOWN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "priority", "batch", "scale", "gold" })
	void aTierThatIsNotListedIsUnknownNotStandard(String tier) {
		assertCost(this.pricer.price(tiered(), Usage.of(1_000_000, 0), tier, NOW), "0", UNKNOWN);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "-, 2, KNOWN", "auto, 2, KNOWN", "default, 2, KNOWN",
			"standard_only, 2, KNOWN", "flex, 2, ESTIMATED", "priority, 4, ESTIMATED", "scale, 0, UNKNOWN" })
	void whereNoTierIsSaidTheDearerOneOfWhatWasAskedAndStandardIsTaken(String asked, String usd, PriceStatus status) {
		Deployment deployment = priced(new PriceList(Deployments.START, rates(INPUT, "2", OUTPUT, "10"), null,
				Map.of("flex", rates(INPUT, "1", OUTPUT, "5"), "priority", rates(INPUT, "4", OUTPUT, "20")), null));
		assertCost(this.pricer.priceAsAsked(deployment, Usage.of(1_000_000, 0), asked, NOW), usd, status);
	}

	@Test
	void figuresThatAreMarkedAreNotKnown() {
		assertCost(price(SIMPLE, Usage.of(500_000, 0).marked(UsageMark.SHRUNK)), "1", PriceStatus.ESTIMATED);
	}

	@Test
	void aTierHasNoRatesBeyondItsOwn() {
		Usage cached = Usage.builder().add(INPUT, 1_000_000).add(CACHE_READ, 1).build();
		assertCost(this.pricer.price(tiered(), cached, "flex", NOW), "1", UNKNOWN);
	}

	@Test
	void aTierBeyondTheLongContextBoundIsUnknown() {
		Deployment deployment = priced(new PriceList(Deployments.START, rates(INPUT, "2", OUTPUT, "10"),
				new LongContext(200_000, rates(INPUT, "4", OUTPUT, "15")),
				Map.of("flex", rates(INPUT, "1", OUTPUT, "5")), null));
		assertCost(this.pricer.price(deployment, Usage.of(200_000, 0), "flex", NOW), "0.2", KNOWN);
		assertCost(this.pricer.price(deployment, Usage.of(200_001, 0), "flex", NOW), "0", UNKNOWN);
	}

	@Test
	void manyTokensNeitherOverflowNorRound() {
		Deployment deployment = priced(list(rates(INPUT, "0.000001", OUTPUT, "99999.999999")));
		assertCost(price(deployment, Usage.of(1, Long.MAX_VALUE / 2)), "461168601838127104.281572612098", KNOWN);
	}

	private static Deployment longContext() {
		return priced(new PriceList(Deployments.START, rates(INPUT, "2", CACHE_READ, "0.2", OUTPUT, "10"),
				new LongContext(200_000, rates(INPUT, "4", CACHE_READ, "0.4", OUTPUT, "15")), Map.of(), null));
	}

	private static Deployment tiered() {
		return priced(new PriceList(Deployments.START, rates(INPUT, "2", CACHE_READ, "0.2", OUTPUT, "10"), null,
				Map.of("flex", rates(INPUT, "1", OUTPUT, "5")), null));
	}

	private static PriceList dated(String from, String input) {
		return new PriceList(LocalDate.parse(from), rates(INPUT, input, OUTPUT, "10"), null, Map.of(), null);
	}

	private Cost price(Deployment deployment, Usage usage) {
		return this.pricer.price(deployment, usage, null, NOW);
	}

	private Cost at(Deployment deployment, Usage usage, String moment) {
		return this.pricer.price(deployment, usage, null, OffsetDateTime.parse(moment).toInstant());
	}

	private static void assertCost(Cost cost, String usd, PriceStatus status) {
		assertThat(cost.usd()).isEqualByComparingTo(usd);
		assertThat(cost.status()).isEqualTo(status);
	}

}
