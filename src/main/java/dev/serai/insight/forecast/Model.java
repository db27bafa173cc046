package dev.serai.insight.forecast;

import dev.serai.insight.forecast.Series.Place;

/**
 * A forecasting model that learns value by value, so that one pass gives its forecast at
 * every past origin. Forecasts are linear: doubled values give a doubled forecast.
 */
interface Model {

	/** Returns the model's name for people. */
	String name();

	/** Returns the minimum number of steps. */
	int needs();

	/** Learns the next value. Unknown values are not passed; their step is skipped. */
	void learn(double value, Place place);

	/** Forecasts the values at the next places; each is 0 or more. */
	double[] ahead(Place[] places);

}
