package dev.serai.gateway.cost;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.serai.gateway.call.Cost;
import dev.serai.gateway.call.PriceStatus;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.PriceList;
import dev.serai.gateway.catalog.PriceList.LongContext;
import dev.serai.gateway.catalog.PriceList.Rates;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.operation.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Computes the cost of usage exactly, without rounding.
 * <ul>
 * <li>The price list is the one that is valid on the call's day in UTC. Before the first
 * list's day the cost is unknown.
 * <li>Long-context rates apply to the whole request once its input, cached tokens
 * included, exceeds their bound.
 * <li>Each class of tokens has its own rate, with two exceptions: reasoning is billed as
 * output, and audio or image input as input, where the list has no rate for them. A cache
 * or media output without a rate is unknown: every provider that bills them has separate
 * prices, so any guess would be wrong.
 * <li>The price is that of the service tier that served. Every tier except the standard
 * one needs its own rates; beyond the long-context bound a tier is unknown, because no
 * list has such rates.
 * <li>Unknown is not free: the cost then holds the known part, and its status is unknown.
 * Where a ceiling for unknown prices is configured, tokens cost the ceiling, and the
 * status is estimated.
 * </ul>
 */
public final class Pricer {

	private static final TokenClass[] CLASSES = TokenClass.values();

	private static final String AUTO = "auto";

	private static final Rates NO_RATES = new Rates(Map.of());

	/** The decimal digits of a million: rates are per million tokens. */
	private static final int MILLION = 6;

	/**
	 * The margin for an estimate of the input that is too low, in tokens: a third, plus
	 * this.
	 */
	private static final long SLACK = 16;

	private final UnknownPrice.@Nullable Ceiling ceiling;

	public Pricer() {
		this(UnknownPrice.DENY);
	}

	/**
	 * @param unknown how tokens without a price are handled
	 */
	public Pricer(UnknownPrice unknown) {
		this.ceiling = unknown.ceiling();
	}

	/**
	 * Returns the cost of usage.
	 * @param tier the service tier that the provider reported; null means standard
	 * @param at when the call was made
	 */
	public Cost price(Deployment deployment, Usage usage, @Nullable String tier, Instant at) {
		boolean doubtful = usage.estimated() || !usage.marks().isEmpty();
		PriceStatus status = doubtful ? PriceStatus.ESTIMATED : PriceStatus.KNOWN;
		PriceList prices = priceList(deployment, at);
		Rates rates = (prices != null) ? rates(prices, usage.input(), tier) : null;
		BigDecimal usd = BigDecimal.ZERO;
		for (TokenClass tokenClass : CLASSES) {
			long tokens = usage.tokens(tokenClass);
			if (tokens > 0) {
				BigDecimal rate = (rates != null) ? rate(rates.perMillion(), tokenClass) : null;
				if (rate != null) {
					usd = usd.add(cost(rate, tokens));
				}
				else if (this.ceiling != null) {
					usd = usd.add(cost(ceiling(this.ceiling, tokenClass.isInput()), tokens));
					status = status.and(PriceStatus.ESTIMATED);
				}
				else {
					status = PriceStatus.UNKNOWN;
				}
			}
		}
		if (usage.searches() > 0) {
			BigDecimal perSearch = (prices != null) ? prices.perSearch() : null;
			if (perSearch != null) {
				usd = usd.add(perSearch.multiply(BigDecimal.valueOf(usage.searches())));
			}
			else {
				status = PriceStatus.UNKNOWN;
			}
		}
		return new Cost(usd, status);
	}

	/**
	 * Returns the cost of usage where the provider did not report the service tier. A
	 * provider that does not know the requested tier ignores it, so the result is the
	 * higher of that tier's and the standard price, as an estimate.
	 * @param asked the service tier that the caller requested; null means none
	 */
	public Cost priceAsAsked(Deployment deployment, Usage usage, @Nullable String asked, Instant at) {
		Cost standard = price(deployment, usage, null, at);
		if (isStandard(asked)) {
			return standard;
		}
		Cost tier = price(deployment, usage, asked, at);
		BigDecimal dearer = tier.usd().max(standard.usd());
		return tier.isUnknown() ? tier : new Cost(dearer, standard.status().and(PriceStatus.ESTIMATED));
	}

	/**
	 * Returns the cost of a call at standard rates with nothing cached: an estimate, or
	 * unknown.
	 */
	public Cost estimate(Deployment deployment, long inputTokens, long outputTokens, Instant at) {
		PriceList prices = priceList(deployment, at);
		Rates rates = (prices != null) ? rates(prices, inputTokens, null) : null;
		BigDecimal input = known((rates != null) ? rates.perMillion().get(TokenClass.INPUT) : null, true);
		BigDecimal output = known((rates != null) ? rates.perMillion().get(TokenClass.OUTPUT) : null, false);
		if (input == null || output == null) {
			return Cost.UNKNOWN;
		}
		return new Cost(cost(input, inputTokens).add(cost(output, outputTokens)), PriceStatus.ESTIMATED);
	}

	/**
	 * Returns the highest possible cost of a call: at the highest of the prices that may
	 * apply to it, including those for long inputs and for writing a cache. An estimate,
	 * or unknown.
	 * @param inputTokens a rough estimate, to which a third is added
	 * @param outputTokens the most output tokens, over all answers
	 * @param media whether input or output may be other than text
	 * @param asked the service tier that the caller requests; null means none
	 */
	public Cost worstCase(Deployment deployment, long inputTokens, long outputTokens, boolean media,
			@Nullable String asked, Instant at) {
		long most = most(inputTokens);
		List<Rates> rates = applicable(deployment, most, asked, at);
		BigDecimal input = dearest(rates, true, media);
		BigDecimal output = dearest(rates, false, media);
		if (input == null || output == null) {
			return Cost.UNKNOWN;
		}
		return new Cost(cost(input, most).add(cost(output, outputTokens)), PriceStatus.ESTIMATED);
	}

	/** Returns whether {@linkplain #worstCase the highest possible cost} is known. */
	public boolean isPriced(Deployment deployment, long inputTokens, @Nullable String asked, Instant at) {
		if (this.ceiling != null) {
			return true;
		}
		List<Rates> rates = applicable(deployment, most(inputTokens), asked, at);
		return !rates.isEmpty() && rates.stream().allMatch(Pricer::isPriced);
	}

	/**
	 * Returns all rates that may apply to a call with any number of input tokens up to a
	 * bound. A requested tier may be unavailable, and then the standard one applies;
	 * {@code auto} lets the provider choose among all listed ones. Empty when no price is
	 * known.
	 */
	private static List<Rates> applicable(Deployment deployment, long most, @Nullable String asked, Instant at) {
		PriceList prices = priceList(deployment, at);
		if (prices == null) {
			return List.of();
		}
		List<Rates> all = new ArrayList<>(4);
		all.add(orNone(rates(prices, 0, null)));
		all.add(orNone(rates(prices, most, null)));
		if (!isStandard(asked)) {
			all.add(orNone(rates(prices, 0, asked)));
			all.add(orNone(rates(prices, most, asked)));
		}
		else if (isAnyTier(asked)) {
			prices.tiers().values().stream().filter(Pricer::isPriced).forEach(all::add);
		}
		return all;
	}

	private static Rates orNone(@Nullable Rates rates) {
		return (rates != null) ? rates : NO_RATES;
	}

	private static boolean isPriced(Rates rates) {
		return rates.perMillion().containsKey(TokenClass.INPUT) && rates.perMillion().containsKey(TokenClass.OUTPUT);
	}

	private static long most(long inputTokens) {
		return inputTokens + inputTokens / 3 + SLACK;
	}

	/**
	 * Returns the highest rate for input or output, where each of the rates has a plain
	 * one. Where one has none it is at least the ceiling for unknown prices; null without
	 * a ceiling.
	 */
	private @Nullable BigDecimal dearest(List<Rates> all, boolean input, boolean media) {
		boolean complete = !all.isEmpty();
		BigDecimal dearest = BigDecimal.ZERO;
		for (Rates rates : all) {
			complete &= rates.perMillion().containsKey(input ? TokenClass.INPUT : TokenClass.OUTPUT);
			for (TokenClass tokenClass : CLASSES) {
				if (tokenClass.isInput() == input && (media || !isMedia(tokenClass))) {
					dearest = dearest.max(rates.perMillion().getOrDefault(tokenClass, BigDecimal.ZERO));
				}
			}
		}
		if (complete) {
			return dearest;
		}
		return (this.ceiling != null) ? dearest.max(ceiling(this.ceiling, input)) : null;
	}

	private static boolean isMedia(TokenClass tokenClass) {
		return switch (tokenClass) {
			case AUDIO_INPUT, IMAGE_INPUT, AUDIO_OUTPUT, IMAGE_OUTPUT -> true;
			default -> false;
		};
	}

	private @Nullable BigDecimal known(@Nullable BigDecimal listed, boolean input) {
		return (listed == null && this.ceiling != null) ? ceiling(this.ceiling, input) : listed;
	}

	private static BigDecimal ceiling(UnknownPrice.Ceiling ceiling, boolean input) {
		return input ? ceiling.inputPerMillion() : ceiling.outputPerMillion();
	}

	private static BigDecimal cost(BigDecimal perMillion, long tokens) {
		return perMillion.multiply(BigDecimal.valueOf(tokens)).movePointLeft(MILLION);
	}

	/** Returns the price list that is valid at a moment; null when there is none. */
	public static @Nullable PriceList priceList(Deployment deployment, Instant at) {
		LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
		List<PriceList> prices = deployment.prices();
		// The newest list is last and usually the valid one.
		for (int i = prices.size() - 1; i >= 0; i--) {
			if (!prices.get(i).from().isAfter(day)) {
				return prices.get(i);
			}
		}
		return null;
	}

	private static @Nullable Rates rates(PriceList prices, long input, @Nullable String tier) {
		LongContext longContext = prices.longContext();
		boolean isLong = longContext != null && input > longContext.above();
		if (isStandard(tier)) {
			return isLong ? longContext.rates() : prices.rates();
		}
		return isLong ? null : prices.tiers().get(tier.toLowerCase(Locale.ROOT));
	}

	/**
	 * Returns whether a name means the default tier of callers or providers. For {@code
	 * auto} the provider reports the tier; until then it counts as standard.
	 */
	private static boolean isStandard(@Nullable String tier) {
		return tier == null || switch (tier.toLowerCase(Locale.ROOT)) {
			case "", "default", AUTO, "standard", "standard_only", "on_demand" -> true;
			default -> false;
		};
	}

	private static boolean isAnyTier(@Nullable String asked) {
		return asked != null && asked.toLowerCase(Locale.ROOT).equals(AUTO);
	}

	private static @Nullable BigDecimal rate(Map<TokenClass, BigDecimal> perMillion, TokenClass tokenClass) {
		BigDecimal rate = perMillion.get(tokenClass);
		if (rate != null) {
			return rate;
		}
		return switch (tokenClass) {
			case REASONING -> perMillion.get(TokenClass.OUTPUT);
			case AUDIO_INPUT, IMAGE_INPUT -> perMillion.get(TokenClass.INPUT);
			default -> null;
		};
	}

}
