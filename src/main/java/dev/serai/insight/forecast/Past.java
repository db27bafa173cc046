package dev.serai.insight.forecast;

import java.util.Arrays;
import java.util.stream.IntStream;

import dev.serai.insight.forecast.Series.Place;

/**
 * The origins of the backtest: steps in the second half of the series, at different hours
 * of the day.
 *
 * @param places of the series and of the steps to forecast
 * @param origins the first forecast steps, ascending
 * @param horizon the maximum number of steps
 */
record Past(Series series, Place[] places, int[] origins, int horizon) {

	/** Enough that each hour of the day occurs about twice. */
	private static final int MOST_ORIGINS = 48;

	private static final int DAY = 24;

	static Past of(Series series, int horizon) {
		int start = Math.max(2, series.size() / 2);
		int stride = Math.max(1, Math.ceilDiv(series.size() - start, MOST_ORIGINS));
		while (series.dayLength() > 1 && gcd(stride, DAY) > 1) {
			stride++;
		}
		int step = stride;
		int[] origins = IntStream.iterate(series.size() - 1, origin -> origin >= start, origin -> origin - step)
			.sorted()
			.toArray();
		return new Past(series, series.places(series.size() + horizon), origins, horizon);
	}

	/** Returns the steps from an origin on, up to the end of the series. */
	Place[] placesFrom(int origin) {
		return Arrays.copyOfRange(this.places, origin, Math.min(this.series.size(), origin + this.horizon));
	}

	/** Returns the steps after the end of the series. */
	Place[] placesAhead() {
		return Arrays.copyOfRange(this.places, this.series.size(), this.series.size() + this.horizon);
	}

	private static int gcd(int one, int other) {
		return (other == 0) ? one : gcd(other, one % other);
	}

}
