package dev.serai.insight.forecast;

import dev.serai.insight.forecast.Series.Place;

/**
 * Forecasts the mean, or the outlier-resistant median, of the last values at the same
 * position of the season. With one value it is the seasonal-naive forecast.
 */
final class Usual implements Model {

	private final Rhythm rhythm;

	private final int times;

	private final boolean median;

	private final LastValues[] byPlace;

	private final LastValues all;

	Usual(Rhythm rhythm, int times, boolean median) {
		this.rhythm = rhythm;
		this.times = times;
		this.median = median;
		this.byPlace = new LastValues[rhythm.length()];
		for (int i = 0; i < this.byPlace.length; i++) {
			this.byPlace[i] = new LastValues(times);
		}
		this.all = new LastValues(rhythm.length());
	}

	@Override
	public String name() {
		if (this.times == 1) {
			return "last value" + this.rhythm.says("", " of the same hour of the day", " of the same time of the week");
		}
		return (this.median ? "median" : "mean") + " of the last " + this.times + " "
				+ this.rhythm.says(this.rhythm.unit(), "days at the same hour", "weeks at the same time");
	}

	@Override
	public int needs() {
		return this.rhythm.length() * Math.min(2, this.times);
	}

	@Override
	public void learn(double value, Place place) {
		this.byPlace[this.rhythm.of(place)].add(value);
		this.all.add(value);
	}

	@Override
	public double[] ahead(Place[] places) {
		double[] byPlace = new double[this.byPlace.length];
		for (int i = 0; i < byPlace.length; i++) {
			byPlace[i] = usual(i);
		}
		double[] ahead = new double[places.length];
		for (int i = 0; i < ahead.length; i++) {
			ahead[i] = byPlace[this.rhythm.of(places[i])];
		}
		return ahead;
	}

	/** Returns the usual value at a position. */
	double usual(int place) {
		LastValues values = this.byPlace[place];
		if (values.size() == 0) {
			return this.all.mean();
		}
		return this.median ? values.median() : values.mean();
	}

}
