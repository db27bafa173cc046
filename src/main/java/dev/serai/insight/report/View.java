package dev.serai.insight.report;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A report as its templates show it: all values are formatted text, and names are
 * {@linkplain Label labels}.
 *
 * @param scope whose spend it shows
 * @param period the days that it covers
 * @param trend the change from the previous period
 * @param up whether the spend has risen; null when it is unchanged
 * @param image the address of the chart in the HTML; null when there is none
 * @param firstChartDay the first day in the chart
 * @param notes notes that explain the numbers
 * @param exact the period in local time
 * @param earlier a note on days in the chart before the period; null when there are none
 * @param links the addresses of the dashboard's views of the costs, the budgets, the
 * forecast and the reports
 */
record View(String title, String scope, String period, String exact, String zone, String spent, String before,
		String trend, @Nullable Boolean up, List<Tile> tiles, @Nullable String image, String chartBy,
		String firstChartDay, String lastChartDay, List<Colour> colours, List<Meter> budgets, List<Mover> movers,
		List<Table> tables, @Nullable String savings, @Nullable String forecast, List<Odd> anomalies,
		List<String> notes, String footer, @Nullable String earlier, Links links) {

	record Links(String costs, String budgets, String forecast, String reports) {
	}

	/** A key figure. */
	record Tile(String name, String value, String more) {
	}

	/** An entry of the chart's legend. */
	record Colour(String name, String colour) {
	}

	/**
	 * A budget's utilisation.
	 *
	 * @param width the width of its bar in per cent, 0 to 100
	 */
	record Meter(String name, String spent, String limit, String share, int width, String colour) {
	}

	/** A team, model, feature or key whose cost changed most. */
	record Mover(String kind, String name, String change, String now, boolean up, @Nullable String url) {
	}

	/** A table of spend. */
	record Table(String name, List<Row> rows, @Nullable String rest) {
	}

	/**
	 * A row.
	 *
	 * @param url the address of its calls; null when there is none
	 */
	record Row(String name, String cost, String calls, String change, @Nullable String url) {
	}

	/** A day with unusual spend. */
	record Odd(String date, String cost, String usual, String url) {
	}

}
