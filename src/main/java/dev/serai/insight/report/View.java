package dev.serai.insight.report;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A report as its templates show it: everything is text that only has to be put in its
 * place, and names are {@linkplain Label labels}.
 *
 * @param scope whose spending it is
 * @param period the days that it is about
 * @param trend against the period before
 * @param up whether more was spent than then; null when as much
 * @param image where the HTML finds the chart; null where there is none
 * @param firstChartDay of the days that the chart shows
 * @param notes what has to be said for the numbers to be understood rightly
 * @param exact the period to the second
 */
record View(String title, String scope, String period, String exact, String zone, String spent, String before,
		String trend, @Nullable Boolean up, List<Tile> tiles, @Nullable String image, String chartBy,
		String firstChartDay, String lastChartDay, List<Colour> colours, List<Meter> budgets, List<Mover> movers,
		List<Table> tables, @Nullable String savings, @Nullable String forecast, List<Odd> anomalies,
		List<String> notes, String footer) {

	/** A number worth a glance. */
	record Tile(String name, String value, String more) {
	}

	/** What a colour of the chart stands for. */
	record Colour(String name, String colour) {
	}

	/**
	 * How full a budget is.
	 *
	 * @param width of its bar in per cent, 0 to 100
	 */
	record Meter(String name, String spent, String limit, String share, int width, String colour) {
	}

	/** Who or what cost much more or less than before. */
	record Mover(String kind, String name, String change, String now, boolean up) {
	}

	/** What was spent on what. */
	record Table(String name, List<Row> rows, @Nullable String rest) {
	}

	record Row(String name, String cost, String calls, String change) {
	}

	/** A day that stands out. */
	record Odd(String date, String cost, String usual) {
	}

}
