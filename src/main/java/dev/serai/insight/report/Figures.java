package dev.serai.insight.report;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A report's figures and names as of its creation. Amounts are US dollars.
 *
 * @param report the report's name
 * @param scope {@code all} or {@code team}
 * @param team the team's name; null for all
 * @param from the start of the period
 * @param to the end of the period, exclusive
 * @param firstDay the period's first day
 * @param lastDay the period's last day
 * @param total the period's sums
 * @param before the sums of the previous period
 * @param chartBy the grouping within days: {@code team} or {@code model}
 * @param days the days in the chart: the period, extended backwards when it is short
 * @param lines the spend by team, model, feature and key, ordered by kind and then by
 * cost, highest first
 * @param budgets their state at the period's end
 * @param forecast null when there is none
 * @param anomalies days of the period with unusual spend
 * @param simulatedUsd the part of the cost from simulated providers
 * @param teamId the team's id; null for all, and in figures from before it was kept
 */
public record Figures(String report, String scope, @Nullable String team, String frequency, String timeZone,
		Instant from, Instant to, LocalDate firstDay, LocalDate lastDay, Sums total, Sums before, String chartBy,
		List<Day> days, List<Line> lines, List<BudgetLine> budgets, @Nullable MonthOutlook forecast,
		List<Anomaly> anomalies, BigDecimal simulatedUsd, @Nullable String teamId) {

	/**
	 * Sums of calls.
	 *
	 * @param unknownCalls calls with a part of unknown price, which the cost does not
	 * include
	 * @param baselineUsd what answered calls would have cost at their policies' baselines
	 */
	public record Sums(long calls, long ok, long refused, long failed, long left, long cacheHits, long failovers,
			long tokens, long unknownCalls, BigDecimal costUsd, BigDecimal savedUsd, BigDecimal baselineUsd) {

		/**
		 * Returns the share of succeeded calls among succeeded and failed ones, 0 to 1;
		 * null without any.
		 */
		public @Nullable Double successRate() {
			return (this.ok + this.failed > 0) ? (double) this.ok / (this.ok + this.failed) : null;
		}

	}

	/** The spend of a day with its parts. */
	public record Day(LocalDate date, BigDecimal costUsd, List<Part> parts) {
	}

	/** A part of a day's spend. */
	public record Part(String name, BigDecimal costUsd) {
	}

	/**
	 * The spend of one team, model, feature or key.
	 *
	 * @param key its id or name in the ledger; empty for calls without one
	 * @param name its name for people
	 * @param beforeUsd the spend in the previous period
	 */
	public record Line(Kind kind, String key, String name, long calls, long ok, long failed, long unknownCalls,
			BigDecimal costUsd, BigDecimal beforeUsd, BigDecimal savedUsd) {

		/** Returns the change from the previous period. */
		BigDecimal change() {
			return this.costUsd.subtract(this.beforeUsd);
		}

	}

	/** The kinds of lines. */
	public enum Kind {

		TEAM, MODEL, FEATURE, KEY

	}

	/**
	 * A budget, in the window that contains the period's last moment.
	 *
	 * @param scope organisation, team, key or feature
	 * @param window day, week, month or total
	 * @param spentUsd the spend up to the period's end
	 */
	public record BudgetLine(String scope, String owner, String window, BigDecimal limitUsd, BigDecimal spentUsd) {
	}

	/**
	 * A day with unusual spend.
	 *
	 * @param usualUsd the usual spend of such days
	 */
	public record Anomaly(LocalDate date, BigDecimal costUsd, BigDecimal usualUsd) {
	}

}
