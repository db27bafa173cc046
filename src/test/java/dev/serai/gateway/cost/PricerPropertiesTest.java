package dev.serai.gateway.cost;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import dev.serai.gateway.call.Cost;
import dev.serai.gateway.call.PriceStatus;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.PriceList.Rates;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.operation.Usage;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

class PricerPropertiesTest {

	private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

	private static final TokenClass[] CLASSES = TokenClass.values();

	private final Pricer pricer = new Pricer();

	@Property
	void aCostIsExact(@ForAll("priceLists") Map<TokenClass, BigDecimal> rates, @ForAll("usages") Usage usage) {
		// A millionth of a dollar for a million tokens is 10^-12 dollars for one.
		BigInteger picos = BigInteger.ZERO;
		for (TokenClass tokenClass : CLASSES) {
			BigInteger rate = rates.get(tokenClass).movePointRight(6).toBigIntegerExact();
			picos = picos.add(rate.multiply(BigInteger.valueOf(usage.tokens(tokenClass))));
		}
		Cost cost = price(rates, usage);
		assertThat(cost.usd().movePointRight(12).toBigIntegerExact()).isEqualTo(picos);
		assertThat(cost.status()).isEqualTo(PriceStatus.KNOWN);
	}

	@Property
	void theCostOfASumIsTheSumOfTheCosts(@ForAll("priceLists") Map<TokenClass, BigDecimal> rates,
			@ForAll("usages") Usage one, @ForAll("usages") Usage other) {
		Cost together = price(rates, one.plus(other));
		assertThat(together.usd()).isEqualByComparingTo(price(rates, one).plus(price(rates, other)).usd());
	}

	@Property
	void moreTokensNeverCostLess(@ForAll("priceLists") Map<TokenClass, BigDecimal> rates, @ForAll("usages") Usage usage,
			@ForAll TokenClass tokenClass, @ForAll @LongRange(max = 1_000_000) long more) {
		Usage larger = usage.plus(Usage.builder().add(tokenClass, more).build());
		assertThat(price(rates, larger).usd()).isGreaterThanOrEqualTo(price(rates, usage).usd());
	}

	@Property
	void theOrderOfTheCountsDoesNotMatter(@ForAll("priceLists") Map<TokenClass, BigDecimal> rates,
			@ForAll @Size(max = 20) List<TokenClass> classes) {
		Usage.Builder forth = Usage.builder();
		classes.forEach(c -> forth.add(c, 7));
		Usage.Builder back = Usage.builder();
		Collections.reverse(classes);
		classes.forEach(c -> back.add(c, 7));
		assertThat(price(rates, forth.build())).isEqualTo(price(rates, back.build()));
	}

	@Property
	void noCostIsNegative(@ForAll("somePriceLists") Map<TokenClass, BigDecimal> rates, @ForAll("usages") Usage usage) {
		assertThat(price(rates, usage).usd()).isNotNegative();
	}

	@Property
	void aCostIsKnownExactlyWhenEveryUsedClassHasARate(@ForAll("somePriceLists") Map<TokenClass, BigDecimal> rates,
			@ForAll("usages") Usage usage) {
		boolean known = true;
		for (TokenClass tokenClass : CLASSES) {
			TokenClass implied = switch (tokenClass) {
				case REASONING -> TokenClass.OUTPUT;
				case AUDIO_INPUT, IMAGE_INPUT -> TokenClass.INPUT;
				default -> tokenClass;
			};
			boolean priced = rates.containsKey(tokenClass) || rates.containsKey(implied);
			known &= usage.tokens(tokenClass) == 0 || priced;
		}
		assertThat(price(rates, usage).isUnknown()).isEqualTo(!known);
	}

	private Cost price(Map<TokenClass, BigDecimal> rates, Usage usage) {
		Deployment deployment = Deployments.priced(Deployments.list(new Rates(rates)));
		return this.pricer.price(deployment, usage, null, NOW);
	}

	/** A rate for each class, with up to six decimals as the configuration allows. */
	@Provide
	Arbitrary<Map<TokenClass, BigDecimal>> priceLists() {
		return prices().list().ofSize(CLASSES.length).map(prices -> {
			Map<TokenClass, BigDecimal> rates = new EnumMap<>(TokenClass.class);
			for (int i = 0; i < CLASSES.length; i++) {
				rates.put(CLASSES[i], prices.get(i));
			}
			return rates;
		});
	}

	@Provide
	Arbitrary<Map<TokenClass, BigDecimal>> somePriceLists() {
		return Arbitraries.maps(Arbitraries.of(TokenClass.class), prices());
	}

	@Provide
	Arbitrary<Usage> usages() {
		return Arbitraries.longs().between(0, 2_000_000).list().ofSize(CLASSES.length).map(counts -> {
			Usage.Builder usage = Usage.builder();
			for (int i = 0; i < CLASSES.length; i++) {
				usage.add(CLASSES[i], counts.get(i));
			}
			return usage.build();
		});
	}

	private static Arbitrary<BigDecimal> prices() {
		return Arbitraries.bigDecimals().between(BigDecimal.ZERO, new BigDecimal("1000")).ofScale(6);
	}

}
