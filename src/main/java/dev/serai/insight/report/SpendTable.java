package dev.serai.insight.report;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import dev.serai.gateway.call.Amount;
import dev.serai.platform.csv.CsvWriter;

/** Formats figures as a spreadsheet table without formulas. */
final class SpendTable {

	private SpendTable() {
	}

	/**
	 * Returns UTF-8 CSV: a row for the total, for each team, model, feature and key, and
	 * for each day.
	 */
	static byte[] of(Figures figures) {
		StringBuilder out = new StringBuilder();
		CsvWriter csv = new CsvWriter(out, "from", "to", "kind", "id", "name", "calls", "succeeded", "failed",
				"unknown_price_calls", "cost_usd", "cost_usd_before", "saved_usd");
		Figures.Sums total = figures.total();
		csv.row(figures.firstDay(), figures.lastDay(), "total", null, null, total.calls(), total.ok(), total.failed(),
				total.unknownCalls(), exact(total.costUsd()), exact(figures.before().costUsd()),
				exact(total.savedUsd()));
		for (Figures.Line line : figures.lines()) {
			csv.row(figures.firstDay(), figures.lastDay(), line.kind().name().toLowerCase(Locale.ROOT), line.key(),
					line.name(), line.calls(), line.ok(), line.failed(), line.unknownCalls(), exact(line.costUsd()),
					exact(line.beforeUsd()), exact(line.savedUsd()));
		}
		for (Figures.Day day : figures.days()) {
			csv.row(day.date(), day.date(), "day", null, null, null, null, null, null, exact(day.costUsd()), null,
					null);
			for (Figures.Part part : day.parts()) {
				csv.row(day.date(), day.date(), "day by " + figures.chartBy(), null, part.name(), null, null, null,
						null, exact(part.costUsd()), null, null);
			}
		}
		return out.toString().getBytes(StandardCharsets.UTF_8);
	}

	/** Strips trailing zeros, which stored figures do not keep. */
	private static BigDecimal exact(BigDecimal amount) {
		return new BigDecimal(Amount.text(amount));
	}

}
