package dev.serai.gateway.cost;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.serai.gateway.call.Cost;
import dev.serai.gateway.call.PriceStatus;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.PriceList;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.operation.Usage;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static dev.serai.gateway.operation.TokenClass.AUDIO_INPUT;
import static dev.serai.gateway.operation.TokenClass.CACHE_READ;
import static dev.serai.gateway.operation.TokenClass.CACHE_WRITE_1H;
import static dev.serai.gateway.operation.TokenClass.INPUT;
import static dev.serai.gateway.operation.TokenClass.OUTPUT;
import static dev.serai.gateway.operation.TokenClass.REASONING;
import static org.assertj.core.api.Assertions.assertThat;

class WorstCaseTest {

	private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

	private static final Deployment DEPLOYMENT = Deployments.priced(new PriceList(Deployments.START,
			Deployments.rates(INPUT, "2", CACHE_READ, "0.2", CACHE_WRITE_1H, "4", AUDIO_INPUT, "40", OUTPUT, "10",
					REASONING, "12"),
			new PriceList.LongContext(1_000, Deployments.rates(INPUT, "3", CACHE_WRITE_1H, "6", OUTPUT, "11")),
			Map.of("priority", Deployments.rates(INPUT, "5", OUTPUT, "30")), null));

	@Property
	void noUsageWithinTheEstimateCostsMore(@ForAll @IntRange(max = 2_000) int plain,
			@ForAll @IntRange(max = 2_000) int read, @ForAll @IntRange(max = 2_000) int written,
			@ForAll @IntRange(max = 5_000) int answer, @ForAll @IntRange(max = 5_000) int reasoned) {
		Usage usage = Usage.builder()
			.add(INPUT, plain)
			.add(CACHE_READ, read)
			.add(CACHE_WRITE_1H, written)
			.add(OUTPUT, answer)
			.add(REASONING, reasoned)
			.build();
		BigDecimal worst = new Pricer().worstCase(DEPLOYMENT, usage.input(), usage.output(), false, null, NOW).usd();
		assertThat(new Pricer().price(DEPLOYMENT, usage, null, NOW).usd()).isLessThanOrEqualTo(worst);
		// An estimate that is a quarter too low still covers it.
		assertThat(new Pricer().worstCase(DEPLOYMENT, usage.input() * 3 / 4, usage.output(), false, null, NOW).usd())
			.isGreaterThanOrEqualTo(new Pricer().price(DEPLOYMENT, usage, null, NOW).usd());
	}

	@Test
	void theDearestPriceThatMayApplyIsTaken() {
		assertThat(worst(75, 100, false, null)).isEqualByComparingTo("0.001664");
		assertThat(worst(1_000, 0, false, null)).as("the long rates").isEqualByComparingTo("0.008094");
		assertThat(worst(75, 0, true, null)).as("audio").isEqualByComparingTo("0.00464");
		assertThat(worst(75, 100, false, "priority")).isEqualByComparingTo("0.00358");
		assertThat(new Pricer().worstCase(DEPLOYMENT, 75, 100, false, "flex", NOW)).isEqualTo(Cost.UNKNOWN);
		assertThat(worst(75, 100, false, "auto")).as("any tier").isEqualByComparingTo("0.00358");
		assertThat(worst(75, 100, false, "default")).isEqualByComparingTo("0.001664");
	}

	@Test
	void aTierThatMayNotBeHadIsReckonedAtTheStandardRatesToo() {
		Deployment cheaper = Deployments
			.priced(new PriceList(Deployments.START, Deployments.rates(INPUT, "2", OUTPUT, "10"), null,
					Map.of("flex", Deployments.rates(INPUT, "1", OUTPUT, "5")), null));
		assertThat(new Pricer().worstCase(cheaper, 75, 100, false, "flex", NOW).usd()).isEqualByComparingTo("0.001232");
	}

	private static BigDecimal worst(long input, long output, boolean media, String tier) {
		return new Pricer().worstCase(DEPLOYMENT, input, output, media, tier, NOW).usd();
	}

	@Property
	void B08_whatHasNoPriceIsNeverFreeByAccident(@ForAll TokenClass used, @ForAll @IntRange(min = 1) int tokens,
			@ForAll UnknownPrice.Mode mode) {
		Deployment unpriced = Deployments.priced();
		Deployment later = Deployments.priced(new PriceList(Deployments.START.plusYears(1),
				Deployments.rates(INPUT, "1", OUTPUT, "1"), null, Map.of(), null));
		Usage usage = Usage.builder().add(used, tokens).build();
		UnknownPrice policy = switch (mode) {
			case DENY -> UnknownPrice.DENY;
			case ALLOW -> UnknownPrice.ALLOW;
			case CAP -> UnknownPrice.cap(new BigDecimal("30"), new BigDecimal("150"));
		};
		Pricer pricer = new Pricer(policy);
		for (Deployment deployment : List.of(unpriced, later)) {
			Cost cost = pricer.price(deployment, usage, null, NOW);
			Cost worst = pricer.worstCase(deployment, tokens, tokens, false, null, NOW);
			boolean capped = mode == UnknownPrice.Mode.CAP;
			assertThat(pricer.isPriced(deployment, tokens, null, NOW)).isEqualTo(capped);
			assertThat(cost.status()).isEqualTo(capped ? PriceStatus.ESTIMATED : PriceStatus.UNKNOWN);
			assertThat(worst.isUnknown()).isEqualTo(!capped);
			assertThat(cost.usd().signum()).isEqualTo(capped ? 1 : 0);
			if (capped) {
				assertThat(worst.usd()).isGreaterThanOrEqualTo(cost.usd());
			}
		}
	}

}
