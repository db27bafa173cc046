package dev.serai.insight.report;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a report says, in numbers and names as they were when it was made. Amounts are US
 * dollars.
 *
 * @param report the report's name
 * @param scope {@code all} or {@code team}
 * @param team the team's name; null for all
 * @param from the period's first moment
 * @param to the first moment after it
 * @param firstDay of the period
 * @param lastDay of the period, included
 * @param total of the period
 * @param before of the period before
 * @param chartBy what the days are split by: {@code team} or {@code model}
 * @param days those that the chart shows: the period, and days before it when it is short
 * @param lines what was spent on which team, model, feature and key, by kind and then
 * dearest first
 * @param budgets how they stood at the period's end
 * @param forecast null where none can be made
 * @param anomalies days of the period that stand out
 * @param simulatedUsd how much of the cost only simulated providers charged
 */
public record Figures(String report, String scope, @Nullable String team, String frequency, String timeZone,
		Instant from, Instant to, LocalDate firstDay, LocalDate lastDay, Sums total, Sums before, String chartBy,
		List<Day> days, List<Line> lines, List<BudgetLine> budgets, @Nullable MonthOutlook forecast,
		List<Anomaly> anomalies, BigDecimal simulatedUsd) {

	/**
	 * What calls came to.
	 *
	 * @param unknownCalls how many of them have a part whose price is not known, and that
	 * is not in the cost
	 * @param baselineUsd what answered calls would have cost at the policies' baselines
	 */
	public record Sums(long calls, long ok, long refused, long failed, long left, long cacheHits, long failovers,
			long tokens, long unknownCalls, BigDecimal costUsd, BigDecimal savedUsd, BigDecimal baselineUsd) {

		/**
		 * The share of calls that succeeded among those that did or failed; null without
		 * any.
		 */
		public @Nullable Double successRate() {
			return (this.ok + this.failed > 0) ? (double) this.ok / (this.ok + this.failed) : null;
		}

	}

	/** What a day cost, and which part of it who or what. */
	public record Day(LocalDate date, BigDecimal costUsd, List<Part> parts) {
	}

	/** A part of a day. */
	public record Part(String name, BigDecimal costUsd) {
	}

	/**
	 * What was spent on one team, model, feature or key.
	 *
	 * @param key its id or name in the ledger; empty for calls without one
	 * @param name for people
	 * @param beforeUsd in the period before
	 */
	public record Line(Kind kind, String key, String name, long calls, long ok, long failed, long unknownCalls,
			BigDecimal costUsd, BigDecimal beforeUsd, BigDecimal savedUsd) {

		/** How much more was spent than in the period before. */
		BigDecimal change() {
			return this.costUsd.subtract(this.beforeUsd);
		}

	}

	/** What money is spent on. */
	public enum Kind {

		TEAM, MODEL, FEATURE, KEY

	}

	/**
	 * A budget in its own window that holds the period's last moment.
	 *
	 * @param scope organisation, team, key or feature
	 * @param window day, week, month or total
	 * @param spentUsd up to the period's end
	 */
	public record BudgetLine(String scope, String owner, String window, BigDecimal limitUsd, BigDecimal spentUsd) {
	}

	/**
	 * A day that stands out.
	 *
	 * @param usualUsd what such days cost otherwise
	 */
	public record Anomaly(LocalDate date, BigDecimal costUsd, BigDecimal usualUsd) {
	}

}
