package dev.serai.insight.forecast;

import java.util.List;

/**
 * What is to be expected, step by step from the end of a series on.
 *
 * @param model how it was made, in words
 * @param steps single values
 * @param sums of the values up to and with each step; their bands are narrower than the
 * sums of the steps' bands, for errors cancel out in part
 */
public record Forecast(String model, List<Expected> steps, List<Expected> sums) {

	public Forecast {
		steps = List.copyOf(steps);
		sums = List.copyOf(sums);
	}

	/**
	 * A value with its bands, each 0 or more: low95 &lt;= low80 &lt;= value &lt;= high80
	 * &lt;= high95.
	 *
	 * @param low80 eight of ten values come between this and high80
	 * @param low95 nineteen of twenty values come between this and high95
	 */
	public record Expected(double value, double low80, double high80, double low95, double high95) {
	}

}
