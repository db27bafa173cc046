package dev.serai.gateway.catalog;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.serai.gateway.operation.TokenClass;
import org.jspecify.annotations.Nullable;

/**
 * The prices of a deployment from a date on.
 *
 * @param from the first day (UTC) on which it is valid
 * @param rates the standard prices
 * @param longContext prices for requests beyond a number of input tokens; null when there
 * are none
 * @param tiers prices by service tier: batch, flex, priority
 * @param perSearch US dollars per web search; null when unknown
 */
public record PriceList(LocalDate from, Rates rates, @Nullable LongContext longContext, Map<String, Rates> tiers,
		@Nullable BigDecimal perSearch) {

	/**
	 * Returns the price list of a model without output tokens, whose output costs
	 * nothing.
	 */
	PriceList withoutOutput() {
		Map<String, Rates> everyTier = new LinkedHashMap<>(this.tiers);
		everyTier.replaceAll((tier, listed) -> listed.withoutOutput());
		return new PriceList(this.from, this.rates.withoutOutput(),
				(this.longContext != null)
						? new LongContext(this.longContext.above(), this.longContext.rates().withoutOutput()) : null,
				Collections.unmodifiableMap(everyTier), this.perSearch);
	}

	/**
	 * Prices by class.
	 *
	 * @param perMillion US dollars per million tokens; a missing class has no known
	 * price. Reasoning, where it is missing, costs what output costs.
	 */
	public record Rates(Map<TokenClass, BigDecimal> perMillion) {

		private Rates withoutOutput() {
			Map<TokenClass, BigDecimal> all = new EnumMap<>(TokenClass.class);
			all.putAll(this.perMillion);
			all.putIfAbsent(TokenClass.OUTPUT, BigDecimal.ZERO);
			return new Rates(Collections.unmodifiableMap(all));
		}

	}

	/**
	 * Prices for the whole request once its input exceeds a number of tokens.
	 *
	 * @param above input tokens, cached ones included
	 */
	public record LongContext(long above, Rates rates) {
	}

}
