package dev.serai.insight.forecast;

import dev.serai.insight.forecast.Series.Place;

/**
 * A seasonal pattern.
 *
 * @param kind which season is modelled
 * @param length the season's length in steps
 * @param unit the name of a step for people
 */
record Rhythm(Kind kind, int length, String unit) {

	/** The season. */
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

	/** Returns the description of the season. */
	String says(String none, String day, String week) {
		return switch (this.kind) {
			case NONE -> none;
			case DAY -> day;
			case WEEK -> week;
		};
	}

}
