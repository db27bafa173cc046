package dev.serai.insight.analytics;

import java.math.BigDecimal;
import java.util.Comparator;

/** The order of listed calls. */
public enum CallOrder {

	NEWEST(Comparator.comparing((CallSummary call) -> call.call().at()).reversed()),
	/** Most expensive first; calls with an unknown cost last. */
	COST(Comparator.comparing(CallOrder::cost).reversed()),
	/** Slowest first. */
	TIME(Comparator.comparingDouble((CallSummary call) -> call.call().totalMs()).reversed());

	private final Comparator<CallSummary> comparator;

	CallOrder(Comparator<CallSummary> comparator) {
		this.comparator = comparator;
	}

	Comparator<CallSummary> comparator() {
		return this.comparator;
	}

	private static BigDecimal cost(CallSummary call) {
		String usd = call.call().costUsd();
		return (usd != null) ? new BigDecimal(usd) : BigDecimal.ONE.negate();
	}

}
