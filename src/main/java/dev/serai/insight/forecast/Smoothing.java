package dev.serai.insight.forecast;

import java.util.Arrays;

import dev.serai.insight.forecast.Series.Place;

/**
 * Exponential smoothing of level, damped trend and additive seasons (Holt-Winters).
 * Forecast errors are clipped at three times the usual error: outages and bursts have
 * little effect, while a new level is followed within some steps.
 */
final class Smoothing implements Model {

	private static final double SURPRISE = 3;

	private final Rhythm rhythm;

	private final Gains gains;

	private final double[] seasons;

	private final double[] first;

	private final Place[] firstPlaces;

	private int seen;

	private double level;

	private double trend;

	private double usualError;

	Smoothing(Rhythm rhythm, Gains gains) {
		this.rhythm = rhythm;
		this.gains = gains;
		this.seasons = new double[rhythm.length()];
		this.first = new double[Math.max(2, rhythm.length())];
		this.firstPlaces = new Place[this.first.length];
	}

	/**
	 * The smoothing parameters.
	 *
	 * @param level 0 to 1
	 * @param season 0 to 1
	 * @param trend 0 for no trend
	 * @param damping the factor of the trend at each step
	 */
	record Gains(double level, double season, double trend, double damping) {
	}

	@Override
	public String name() {
		return "exponential smoothing" + this.rhythm.says("", " with a daily pattern", " with a weekly pattern")
				+ ((this.gains.trend() > 0) ? " and a damped trend" : "");
	}

	@Override
	public int needs() {
		return 2 * this.first.length;
	}

	@Override
	public void learn(double value, Place place) {
		if (this.seen < this.first.length) {
			this.first[this.seen] = value;
			this.firstPlaces[this.seen++] = place;
			if (this.seen == this.first.length) {
				begin();
			}
			return;
		}
		int slot = this.rhythm.of(place);
		double error = value - (this.level + this.gains.damping() * this.trend + this.seasons[slot]);
		double most = SURPRISE * this.usualError;
		double taken = (this.usualError > 0) ? Math.max(-most, Math.min(most, error)) : error;
		// Grows with each clipped error, so that a lasting change is followed in the end.
		this.usualError += 0.1
				* (Math.min(Math.abs(error), 2 * most + ((most == 0) ? Math.abs(error) : 0)) - this.usualError);
		double before = this.level;
		this.level += this.gains.damping() * this.trend + this.gains.level() * taken;
		if (this.gains.trend() > 0) {
			this.trend = this.gains.damping() * this.trend
					+ this.gains.trend() * (this.level - before - this.gains.damping() * this.trend);
		}
		if (this.seasons.length > 1) {
			this.seasons[slot] += this.gains.season() * taken * (1 - this.gains.level());
		}
	}

	private void begin() {
		this.level = LastValues.median(this.first.clone());
		double error = 0;
		for (int i = 0; i < this.first.length; i++) {
			double difference = this.first[i] - this.level;
			error += Math.abs(difference) / this.first.length;
			if (this.seasons.length > 1) {
				this.seasons[this.rhythm.of(this.firstPlaces[i])] = difference;
			}
		}
		this.usualError = error / 2;
	}

	@Override
	public double[] ahead(Place[] places) {
		double[] ahead = new double[places.length];
		if (this.seen < this.first.length) {
			Arrays.fill(ahead, (this.seen == 0) ? 0 : this.first[this.seen - 1]);
			return ahead;
		}
		double rise = 0;
		double step = this.trend;
		for (int i = 0; i < ahead.length; i++) {
			step *= this.gains.damping();
			rise += step;
			ahead[i] = Math.max(0, this.level + rise + this.seasons[this.rhythm.of(places[i])]);
		}
		return ahead;
	}

}
