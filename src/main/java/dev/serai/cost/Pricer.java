package dev.serai.cost;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.serai.call.Cost;
import dev.serai.call.PriceStatus;
import dev.serai.call.TokenClass;
import dev.serai.call.Usage;
import dev.serai.catalog.Deployment;
import dev.serai.catalog.PriceList;
import dev.serai.catalog.PriceList.LongContext;
import dev.serai.catalog.PriceList.Rates;
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
 * <li>A service tier needs rates of its own, the standard ones aside; so does a tier
 * beyond the long-context bound, which no list has.
 * <li>What is unknown is not free: the cost then holds the known part, and its status
 * says so.
 * </ul>
 */
public final class Pricer {

	private static final TokenClass[] CLASSES = TokenClass.values();

	/** Rates are for a million tokens. */
	private static final int MILLION = 6;

	/**
	 * What was used costs this much.
	 * @param tier the service tier that the provider says it used; null means standard
	 * @param at when the call was made
	 */
	public Cost price(Deployment deployment, Usage usage, @Nullable String tier, Instant at) {
		PriceStatus status = usage.estimated() ? PriceStatus.ESTIMATED : PriceStatus.KNOWN;
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
	 * What a call would cost at standard rates, nothing of it cached. An estimate, or
	 * unknown.
	 */
	public Cost estimate(Deployment deployment, long inputTokens, long outputTokens, Instant at) {
		PriceList prices = priceList(deployment, at);
		Rates rates = (prices != null) ? rates(prices, inputTokens, null) : null;
		if (rates == null) {
			return Cost.UNKNOWN;
		}
		BigDecimal input = rates.perMillion().get(TokenClass.INPUT);
		BigDecimal output = rates.perMillion().get(TokenClass.OUTPUT);
		if (input == null || output == null) {
			return Cost.UNKNOWN;
		}
		return new Cost(cost(input, inputTokens).add(cost(output, outputTokens)), PriceStatus.ESTIMATED);
	}

	private static BigDecimal cost(BigDecimal perMillion, long tokens) {
		return perMillion.multiply(BigDecimal.valueOf(tokens)).movePointLeft(MILLION);
	}

	private static @Nullable PriceList priceList(Deployment deployment, Instant at) {
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
	 * The words by which providers call the tier that one gets without asking. A caller's
	 * "auto" that a provider echoes leaves the tier open, and standard is what it sells.
	 */
	private static boolean isStandard(@Nullable String tier) {
		return tier == null || switch (tier.toLowerCase(Locale.ROOT)) {
			case "", "default", "auto", "standard", "on_demand" -> true;
			default -> false;
		};
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
