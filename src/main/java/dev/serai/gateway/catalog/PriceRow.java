package dev.serai.gateway.catalog;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.serai.gateway.catalog.PriceList.LongContext;
import dev.serai.gateway.catalog.PriceList.Rates;
import dev.serai.gateway.operation.TokenClass;
import org.jspecify.annotations.Nullable;

/**
 * One row of a deployment's prices in {@code models.yaml}: fields of its own, and a rate
 * for each class of tokens that has one.
 */
record PriceRow(@Nullable String from, @Nullable LongRow longContext,
		@Nullable Map<String, Map<String, BigDecimal>> tiers, @Nullable BigDecimal perSearch,
		@JsonAnySetter @Nullable Map<String, BigDecimal> rates) {

	private static final Map<String, TokenClass> CLASSES = classes();

	/** The tiers that providers sell; standard is what the row itself says. */
	private static final Set<String> TIERS = Set.of("batch", "flex", "priority");

	private static final BigDecimal DEAREST = BigDecimal.valueOf(100_000);

	/**
	 * With six decimals a million, each token's price is a whole number of 10^-12 USD.
	 */
	private static final int DECIMALS = 6;

	/** Rates beyond a number of input tokens. */
	record LongRow(@Nullable Long above, @JsonAnySetter @Nullable Map<String, BigDecimal> rates) {
	}

	PriceList read(Place place) {
		LocalDate from = date(place, "from", place.required(this.from, "from"));
		Place row = place.in("prices from " + from);
		return new PriceList(from, rates(row, this.rates), longContext(row), tiers(row),
				(this.perSearch != null) ? price(row, "perSearch", this.perSearch) : null);
	}

	static LocalDate date(Place place, String field, String text) {
		try {
			return LocalDate.parse(text);
		}
		catch (DateTimeParseException ex) {
			throw place.wrong(field, text, "a day such as 2026-01-31");
		}
	}

	private @Nullable LongContext longContext(Place row) {
		if (this.longContext == null) {
			return null;
		}
		Place place = row.in("longContext");
		long above = place.required(this.longContext.above(), "above");
		if (above <= 0) {
			throw place.wrong("above", above, "a positive number of tokens");
		}
		return new LongContext(above, rates(place, this.longContext.rates()));
	}

	private Map<String, Rates> tiers(Place row) {
		Map<String, Rates> read = new LinkedHashMap<>();
		if (this.tiers != null) {
			this.tiers.forEach((tier, rates) -> {
				if (!TIERS.contains(tier)) {
					throw row.wrong("tier", tier, "one of " + TIERS.stream().sorted().toList());
				}
				read.put(tier, rates(row.in("tier " + tier), rates));
			});
		}
		return Map.copyOf(read);
	}

	private static Rates rates(Place place, @Nullable Map<String, BigDecimal> listed) {
		if (listed == null || listed.isEmpty()) {
			throw place.wrong("no rate is there; add input and output, in US dollars for a million tokens");
		}
		Map<TokenClass, BigDecimal> perMillion = new EnumMap<>(TokenClass.class);
		listed.forEach((name, rate) -> {
			TokenClass tokenClass = CLASSES.get(name);
			if (tokenClass == null) {
				throw place.wrong("nobody knows the field " + name + "; rates are " + CLASSES.keySet());
			}
			perMillion.put(tokenClass, price(place, name, place.required(rate, name)));
		});
		return new Rates(Collections.unmodifiableMap(perMillion));
	}

	private static BigDecimal price(Place place, String field, BigDecimal price) {
		if (price.signum() < 0 || price.compareTo(DEAREST) > 0) {
			throw place.wrong(field, price, "from 0 to " + DEAREST + " US dollars");
		}
		BigDecimal plain = (price.signum() == 0) ? BigDecimal.ZERO : price.stripTrailingZeros();
		if (plain.scale() > DECIMALS) {
			throw place.wrong(field, price, "given with at most " + DECIMALS + " decimals");
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
