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
 * Turns usage into money, exactly: nothing is ever rounded.
 * <ul>
 * <li>The price list is the one that holds on the call's day in UTC. Before the first
 * list's day nothing is known.
 * <li>Long-context rates hold for the whole request once its input, cached tokens
 * included, exceeds their bound.
 * <li>A class of tokens is priced by its own rate. Only two things are implied: reasoning
 * is billed as output, and audio or image input as input, when the rates in force say
 * nothing of their own. A cache or media output without a rate is unknown: both are
 * priced apart by everyone who bills them, so that any guess would be wrong.
 * <li>The service tier that served decides. A tier needs rates of its own, the standard
 * ones aside; so does a tier beyond the long-context bound, which no list has.
 * <li>What is unknown is not free: the cost then holds the known part, and its status
 * says so. Where there is a ceiling for unknown prices, tokens cost that, and the status
 * says that it is an estimate.
 * </ul>
 */
public final class Pricer {

	private static final TokenClass[] CLASSES = TokenClass.values();

	private static final String AUTO = "auto";

	private static final Rates NO_RATES = new Rates(Map.of());

	/** Rates are for a million tokens. */
	private static final int MILLION = 6;

	/**
	 * Room for what an estimate of the input is too low by, in tokens: a third, and this.
	 */
	private static final long SLACK = 16;

	private final UnknownPrice.@Nullable Ceiling ceiling;

	public Pricer() {
		this(UnknownPrice.DENY);
	}

	/**
	 * @param unknown what is done about tokens without a price
	 */
	public Pricer(UnknownPrice unknown) {
		this.ceiling = unknown.ceiling();
	}

	/**
	 * What was used costs this much.
	 * @param tier the service tier that the provider says it used; null means standard
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
	 * What was used costs this much, where the provider did not say in which tier it
	 * served. A provider that does not know the tier that was asked for passes it over:
	 * the dearer one of that and standard is taken, as an estimate.
	 * @param asked the service tier that the caller asked for; null means none
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
	 * What a call would cost at standard rates, nothing of it cached. An estimate, or
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
	 * The most that a call may cost: at the dearest of the prices that may apply to it,
	 * those for long inputs and for writing a cache included. An estimate, or unknown.
	 * @param inputTokens as they were estimated roughly; a third more is reckoned with
	 * @param outputTokens the most that there can be, over all answers
	 * @param media whether input or output may be other than text
	 * @param asked the service tier that the caller asks for; null means none
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

	/**
	 * Whether {@linkplain #worstCase the most that a call may cost} can be said.
	 */
	public boolean isPriced(Deployment deployment, long inputTokens, @Nullable String asked, Instant at) {
		if (this.ceiling != null) {
			return true;
		}
		List<Rates> rates = applicable(deployment, most(inputTokens), asked, at);
		return !rates.isEmpty() && rates.stream().allMatch(Pricer::isPriced);
	}

	/**
	 * All rates that may apply to a call, whose input may be any number of tokens up to a
	 * bound. A tier that is asked for may not be had, and then it is the standard one;
	 * {@code auto} lets the provider choose among all that are listed. Empty when nobody
	 * knows any price.
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
	 * The dearest of rates for input or output, where each of them has a plain one. Where
	 * one has none it is at least the ceiling for unknown prices; null without a ceiling.
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

	/**
	 * The prices that hold at a moment; null when nobody knows any.
	 */
	public static @Nullable PriceList priceList(Deployment deployment, Instant at) {
		LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
		List<PriceList> prices = deployment.prices();
		// The newest is last, and mostly the one that holds.
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
	 * The words by which callers and providers call the tier that one gets without
	 * asking. What {@code auto} is served in, the provider says; it is standard as long
	 * as it does not.
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
