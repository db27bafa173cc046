package dev.serai.insight.forecast;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The history and forecast of a measure.
 *
 * @param interval {@code hour} or {@code day}
 * @param model the description of the model; null without a forecast
 * @param history whole hours or days up to now
 * @param forecast starts with the current hour or day, as a whole; empty with too little
 * history
 * @param monthEnd the forecast total of the month; null when it is unknown or, for the
 * latency, not defined
 * @param note a note on the forecast for its reader; null when there is none
 */
public record Prognosis(Measure measure, String interval, @Nullable String model, List<Known> history,
		List<Ahead> forecast, @Nullable MonthEnd monthEnd, @Nullable String note) {

	public Prognosis {
		history = List.copyOf(history);
		forecast = List.copyOf(forecast);
	}

	/**
	 * A past value.
	 *
	 * @param value null without calls, for the latency
	 */
	public record Known(Instant at, @Nullable Double value) {
	}

	/** A forecast value; see {@link Forecast.Expected}. */
	public record Ahead(Instant at, double value, double low80, double high80, double low95, double high95) {
	}

	/**
	 * The total of a month: the sum so far plus the forecast of the rest.
	 *
	 * @param at when the month ends
	 */
	public record MonthEnd(Instant at, double soFar, double value, double low80, double high80, double low95,
			double high95) {
	}

}
