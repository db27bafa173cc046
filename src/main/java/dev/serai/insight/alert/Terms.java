package dev.serai.insight.alert;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * When a rule raises an alert. What its kind does not have is null.
 *
 * @param threshold from where on: percent, milliseconds, or for a spend anomaly how many
 * times the usual deviation
 * @param window how far to look back, or ahead, or how long something must last
 * @param minimumCalls with fewer calls in the window nothing is raised
 * @param minimumUsd with less spent nothing is raised
 * @param per what is measured one by one
 */
public record Terms(@Nullable BigDecimal threshold, @Nullable Duration window, @Nullable Integer minimumCalls,
		@Nullable BigDecimal minimumUsd, @Nullable Per per) {

	/** A kind that has nothing to set. */
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

	/** These, and what they do not say from those. */
	Terms or(Terms others) {
		return new Terms((this.threshold != null) ? this.threshold : others.threshold,
				(this.window != null) ? this.window : others.window,
				(this.minimumCalls != null) ? this.minimumCalls : others.minimumCalls,
				(this.minimumUsd != null) ? this.minimumUsd : others.minimumUsd,
				(this.per != null) ? this.per : others.per);
	}

	/** What is said of a term, by its name in the API. */
	@Nullable Object said(String name) {
		return switch (name) {
			case "threshold" -> this.threshold;
			case "window" -> this.window;
			case "minimumCalls" -> this.minimumCalls;
			case "minimumUsd" -> this.minimumUsd;
			case "per" -> this.per;
			default -> throw new IllegalArgumentException(name);
		};
	}

	/** These without those that are named. */
	Terms without(Set<String> names) {
		return new Terms(names.contains("threshold") ? null : this.threshold,
				names.contains("window") ? null : this.window,
				names.contains("minimumCalls") ? null : this.minimumCalls,
				names.contains("minimumUsd") ? null : this.minimumUsd, names.contains("per") ? null : this.per);
	}

	/**
	 * The threshold, of a kind that has one.
	 * @throws IllegalStateException when there is none
	 */
	public BigDecimal mustThreshold() {
		return must(this.threshold);
	}

	/** The window, as {@link #mustThreshold}. */
	public Duration mustWindow() {
		return must(this.window);
	}

	/** The least of calls, as {@link #mustThreshold}. */
	public int mustMinimumCalls() {
		return must(this.minimumCalls);
	}

	/** The least of money, as {@link #mustThreshold}. */
	public BigDecimal mustMinimumUsd() {
		return must(this.minimumUsd);
	}

	/** What is told apart, as {@link #mustThreshold}. */
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
