package dev.serai.insight.forecast;

import dev.serai.insight.forecast.Series.Place;

/**
 * A way to forecast that learns value by value, so that what it would have said at any
 * moment of the past is known after one pass. A forecast is linear in the values: twice
 * the values give twice the forecast.
 */
interface Model {

	/** In words, for people. */
	String name();

	/** How many steps it has to have seen. */
	int needs();

	/** Takes in the next value; what is not known is not given, the step is left out. */
	void learn(double value, Place place);

	/** What to expect at the places that follow; 0 or more. */
	double[] ahead(Place[] places);

}
