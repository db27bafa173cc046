package dev.serai.insight.forecast;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What was and what is to be expected of a measure.
 *
 * @param interval {@code hour} or {@code day}
 * @param model how it was made, in words; null where there is no forecast
 * @param history whole hours or days until now
 * @param forecast from the hour or day on that is under way, of which the whole is
 * expected; empty where too little is known
 * @param monthEnd what the month will have come to by its end; null where that is not
 * known or, for a latency, makes no sense
 * @param note what a reader should know; null when nothing
 */
public record Prognosis(Measure measure, String interval, @Nullable String model, List<Known> history,
		List<Ahead> forecast, @Nullable MonthEnd monthEnd, @Nullable String note) {

	public Prognosis {
		history = List.copyOf(history);
		forecast = List.copyOf(forecast);
	}

	/**
	 * What was.
	 *
	 * @param value null where there is none: no call, no latency
	 */
	public record Known(Instant at, @Nullable Double value) {
	}

	/** What is expected; see {@link Forecast.Expected}. */
	public record Ahead(Instant at, double value, double low80, double high80, double low95, double high95) {
	}

	/**
	 * What a month comes to: what has come so far, and what is expected until its end.
	 *
	 * @param at when the month ends
	 */
	public record MonthEnd(Instant at, double soFar, double value, double low80, double high80, double low95,
			double high95) {
	}

}
