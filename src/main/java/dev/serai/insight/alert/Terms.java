package dev.serai.insight.alert;

import java.math.BigDecimal;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The conditions under which a rule raises an alert. A term that the rule's kind does not
 * have is null.
 *
 * @param threshold the value from which an alert is raised: percent, milliseconds, or,
 * for a spend anomaly, a multiple of the usual deviation
 * @param window how far to look back or ahead, or how long a state must last
 * @param minimumCalls no alert is raised with fewer calls in the window
 * @param minimumUsd no alert is raised with less spend, in US dollars
 * @param per what is measured separately
 */
public record Terms(@Nullable BigDecimal threshold, @Nullable Duration window, @Nullable Integer minimumCalls,
		@Nullable BigDecimal minimumUsd, @Nullable Per per) {

	/** The terms of a kind that has no settings. */
	static final Terms NONE = new Terms(null, null, null, null, null);

	static Terms window(Duration window) {
		return new Terms(null, window, null, null, null);
	}

	static Terms ofCalls(int threshold, Duration window, int minimumCalls) {
		return new Terms(BigDecimal.valueOf(threshold), window, minimumCalls, null, Per.TOTAL);
	}

	static Terms ofSpend(int threshold, int minimumUsd) {
		return new Terms(BigDecimal.valueOf(threshold), null, null, BigDecimal.valueOf(minimumUsd), Per.TOTAL);
	}

	/** Returns these terms, with missing ones taken from the others. */
	Terms or(Terms others) {
		return new Terms((this.threshold != null) ? this.threshold : others.threshold,
				(this.window != null) ? this.window : others.window,
				(this.minimumCalls != null) ? this.minimumCalls : others.minimumCalls,
				(this.minimumUsd != null) ? this.minimumUsd : others.minimumUsd,
				(this.per != null) ? this.per : others.per);
	}

	/**
	 * Returns the threshold of a kind that has one.
	 * @throws IllegalStateException when there is none
	 */
	public BigDecimal mustThreshold() {
		return must(this.threshold);
	}

	/** Returns the window; throws as {@link #mustThreshold} does. */
	public Duration mustWindow() {
		return must(this.window);
	}

	/** Returns the minimum of calls; throws as {@link #mustThreshold} does. */
	public int mustMinimumCalls() {
		return must(this.minimumCalls);
	}

	/** Returns the minimum spend; throws as {@link #mustThreshold} does. */
	public BigDecimal mustMinimumUsd() {
		return must(this.minimumUsd);
	}

	/** Returns what is measured separately; throws as {@link #mustThreshold} does. */
	public Per mustPer() {
		return must(this.per);
	}

	private static <T> T must(@Nullable T value) {
		if (value == null) {
			throw new IllegalStateException("A rule lacks what its kind has");
		}
		return value;
	}

}
