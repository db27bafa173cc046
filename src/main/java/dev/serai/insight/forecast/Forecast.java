package dev.serai.insight.forecast;

import java.util.List;

/**
 * A forecast of the steps after the end of a series.
 *
 * @param model the description of the model
 * @param steps the forecast of each step
 * @param sums the forecast of the cumulative sum up to and including each step; its bands
 * are narrower than the sums of the steps' bands, because errors partly cancel out
 */
public record Forecast(String model, List<Expected> steps, List<Expected> sums) {

	public Forecast {
		steps = List.copyOf(steps);
		sums = List.copyOf(sums);
	}

	/**
	 * A value with its confidence bands, each 0 or more: low95 &lt;= low80 &lt;= value
	 * &lt;= high80 &lt;= high95.
	 *
	 * @param low80 the 80 % band reaches from this to high80
	 * @param low95 the 95 % band reaches from this to high95
	 */
	public record Expected(double value, double low80, double high80, double low95, double high95) {
	}

}
