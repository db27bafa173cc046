package dev.serai.insight.forecast;

import dev.serai.insight.forecast.Series.Place;

/**
 * What comes again.
 *
 * @param kind whether it is looked at at all
 * @param length steps until the same place comes again
 * @param unit what a step is, for people
 */
record Rhythm(Kind kind, int length, String unit) {

	/** What is taken to come again. */
	enum Kind {

		NONE, DAY, WEEK

	}

	static Rhythm none(Series series) {
		return new Rhythm(Kind.NONE, 1, series.unit());
	}

	static Rhythm day(Series series) {
		return new Rhythm(Kind.DAY, series.dayLength(), series.unit());
	}

	static Rhythm week(Series series) {
		return new Rhythm(Kind.WEEK, series.weekLength(), series.unit());
	}

	int of(Place place) {
		return switch (this.kind) {
			case NONE -> 0;
			case DAY -> place.inDay();
			case WEEK -> place.inWeek();
		};
	}

	/** In words. */
	String says(String none, String day, String week) {
		return switch (this.kind) {
			case NONE -> none;
			case DAY -> day;
			case WEEK -> week;
		};
	}

}
