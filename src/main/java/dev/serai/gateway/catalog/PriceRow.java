package dev.serai.gateway.catalog;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.serai.gateway.catalog.PriceList.LongContext;
import dev.serai.gateway.catalog.PriceList.Rates;
import dev.serai.gateway.operation.TokenClass;
import org.jspecify.annotations.Nullable;

/**
 * A row of a deployment's prices in {@code models.yaml}: its own fields, and a rate for
 * each class of tokens that has one.
 */
record PriceRow(String from, @Nullable LongRow longContext, @Nullable Map<String, Map<String, BigDecimal>> tiers,
		@Nullable BigDecimal perSearch, @JsonAnySetter Map<String, BigDecimal> rates) {

	private static final Map<String, TokenClass> CLASSES = classes();

	private static final BigDecimal DEAREST = BigDecimal.valueOf(100_000);

	/**
	 * With six decimals per million, each token's price is a whole number of 10^-12 USD.
	 */
	private static final int DECIMALS = 6;

	/** Rates beyond a number of input tokens. */
	record LongRow(long above, @JsonAnySetter Map<String, BigDecimal> rates) {
	}

	PriceList read(Place place) {
		Map<String, Rates> byTier = new LinkedHashMap<>();
		if (this.tiers != null) {
			this.tiers.forEach((tier, listed) -> byTier.put(tier, rates(place.in("tiers").in(tier), listed)));
		}
		return new PriceList(LocalDate.parse(this.from), rates(place, this.rates),
				(this.longContext != null) ? new LongContext(this.longContext.above(),
						rates(place.in("longContext"), this.longContext.rates())) : null,
				Map.copyOf(byTier), (this.perSearch != null) ? price(place.in("perSearch"), this.perSearch) : null);
	}

	private static Rates rates(Place place, Map<String, BigDecimal> listed) {
		Map<TokenClass, BigDecimal> perMillion = new EnumMap<>(TokenClass.class);
		listed.forEach(
				(name, rate) -> perMillion.put(Objects.requireNonNull(CLASSES.get(name)), price(place.in(name), rate)));
		return new Rates(Collections.unmodifiableMap(perMillion));
	}

	/** A schema cannot count decimals, nor bound a number in quotes. */
	private static BigDecimal price(Place place, BigDecimal price) {
		BigDecimal plain = (price.signum() == 0) ? BigDecimal.ZERO : price.stripTrailingZeros();
		if (plain.scale() > DECIMALS || plain.compareTo(DEAREST) > 0) {
			throw place.wrong(price, "at most " + DEAREST + " US dollars, with at most " + DECIMALS + " decimals");
		}
		return plain;
	}

	private static Map<String, TokenClass> classes() {
		Map<String, TokenClass> classes = new LinkedHashMap<>();
		classes.put("input", TokenClass.INPUT);
		classes.put("cacheRead", TokenClass.CACHE_READ);
		classes.put("cacheWrite5m", TokenClass.CACHE_WRITE_5M);
		classes.put("cacheWrite1h", TokenClass.CACHE_WRITE_1H);
		classes.put("audioInput", TokenClass.AUDIO_INPUT);
		classes.put("imageInput", TokenClass.IMAGE_INPUT);
		classes.put("output", TokenClass.OUTPUT);
		classes.put("reasoning", TokenClass.REASONING);
		classes.put("audioOutput", TokenClass.AUDIO_OUTPUT);
		classes.put("imageOutput", TokenClass.IMAGE_OUTPUT);
		return Collections.unmodifiableMap(classes);
	}

}
