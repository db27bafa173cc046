package dev.serai.insight.forecast;

import dev.serai.insight.forecast.Series.Place;

/**
 * Scales the usual shape of the day or week to the level of the last values. The scale is
 * the median of their ratios to the usual values, so that a few outliers do not affect
 * it.
 */
final class Shaped implements Model {

	private static final double MOST = 10;

	private final Rhythm rhythm;

	private final Usual shape;

	private final LastValues ratios;

	private final int over;

	Shaped(Rhythm rhythm, int times, int over) {
		this.rhythm = rhythm;
		this.shape = new Usual(rhythm, times, true);
		this.ratios = new LastValues(over);
		this.over = over;
	}

	@Override
	public String name() {
		return "usual " + this.rhythm.says("value", "day", "week") + " at the level of the last " + this.over + " "
				+ this.rhythm.unit();
	}

	@Override
	public int needs() {
		return this.shape.needs() + this.over / 2;
	}

	@Override
	public void learn(double value, Place place) {
		double usual = this.shape.usual(this.rhythm.of(place));
		if (usual > 0) {
			this.ratios.add(Math.min(MOST, value / usual));
		}
		this.shape.learn(value, place);
	}

	@Override
	public double[] ahead(Place[] places) {
		double[] ahead = this.shape.ahead(places);
		double level = (this.ratios.size() == 0) ? 1 : this.ratios.median();
		for (int i = 0; i < ahead.length; i++) {
			ahead[i] *= level;
		}
		return ahead;
	}

}
