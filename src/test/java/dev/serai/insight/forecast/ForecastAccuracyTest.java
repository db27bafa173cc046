package dev.serai.insight.forecast;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.serai.insight.forecast.BackTest.Rule;
import dev.serai.insight.forecast.BackTest.Score;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How good forecasts are, measured; the documentation says what came out, also where a
 * naive rule does better. {@code -Dserai.docs.rewrite=true} writes it there anew.
 */
class ForecastAccuracyTest {

	private static final Path PAGE = Path.of("docs/forecasts.md");

	private static final String BEGIN = "<!-- measured: begin -->\n";

	private static final String END = "<!-- measured: end -->";

	private static final int WEEK = 7 * 24;

	private static final Rule LAST = Rule.back(1);

	private static final Rule DAY = Rule.back(24);

	private static final Rule WEEKLY = Rule.back(WEEK);

	private static final Rule DAYS_WEEKLY = Rule.back(7);

	private static final Rule MEAN = Rule.mean();

	private final List<String> rows = new ArrayList<>();

	private int all;

	private int better;

	private int worse;

	@Test
	void theDocumentationSaysWhatWasMeasured() throws IOException {
		Assumptions.assumeTrue(Files.isDirectory(Traces.DIRECTORY), "No traces at " + Traces.DIRECTORY);
		measure();
		String table = table();
		String page = Files.readString(PAGE);
		int begin = page.indexOf(BEGIN) + BEGIN.length();
		int end = page.indexOf(END);
		if (Boolean.getBoolean("serai.docs.rewrite")) {
			Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
			return;
		}
		assertThat(page.substring(begin, end))
			.as("the table in %s; run this test with -Dserai.docs.rewrite=true to write it anew", PAGE)
			.isEqualTo(table);
	}

	private void measure() {
		Map<String, String> clients = new LinkedHashMap<>();
		clients.put("a client with days", "m-small/chunk-27-trace.csv");
		clients.put("a client whose level moves", "m-small/chunk-14-trace.csv");
		clients.put("a steady client with outages", "m-mid/chunk-23-trace.csv");
		clients.put("a client with two bursts", "m-large/chunk-57-trace.csv");
		clients.put("a client that is there for four days", "m-large/chunk-50-trace.csv");
		List<double[]> together = new ArrayList<>();
		Map<String, Series> traffic = new LinkedHashMap<>();
		clients.forEach((name, file) -> {
			double[] hours = Traces.hours(file);
			together.add(hours);
			traffic.put(name, Traces.series(hours));
		});
		traffic.put("the five together", Traces.series(Traces.together(together)));
		traffic.forEach((name, series) -> {
			both(name, series, "24 hours", new BackTest(24, WEEK, 5), DAY, WEEKLY);
			both(name, series, "72 hours", new BackTest(72, WEEK, 5), DAY, WEEKLY);
		});
		BackTest minutes = new BackTest(5, 20, 1);
		both("Azure, code", Traces.azureMinutes("AzureLLMInferenceTrace_code.csv"), "5 minutes", minutes, null, null);
		both("Azure, chats", Traces.azureMinutes("AzureLLMInferenceTrace_conv.csv"), "5 minutes", minutes, null, null);
		both("Mooncake, chats", Traces.mooncakeMinutes(), "5 minutes", minutes, null, null);
		both("made up: office hours", MadeUp.officeHours(), "168 hours", new BackTest(WEEK, 4 * WEEK, 41), DAY, WEEKLY);
		both("made up: days", MadeUp.days(), "30 days", new BackTest(30, 60, 3), null, DAYS_WEEKLY);
	}

	private void both(String name, Series series, String ahead, BackTest test, Rule day, Rule week) {
		Score serai = test.ofForecaster(List.of(series));
		List<Score> naive = new ArrayList<>();
		for (Rule rule : new Rule[] { LAST, day, week, MEAN }) {
			naive.add((rule != null) ? test.of(List.of(series), rule) : null);
		}
		row(name + " | each of " + ahead, serai.error(), errors(naive, false), serai.covered80(), serai.covered95());
		row(name + " | sum of " + ahead, serai.sumError(), errors(naive, true), serai.sumCovered80(),
				serai.sumCovered95());
	}

	private static List<Double> errors(List<Score> scores, boolean sums) {
		return scores.stream()
			.map(score -> (score == null) ? Double.NaN : sums ? score.sumError() : score.error())
			.toList();
	}

	private void row(String name, double error, List<Double> naive, double in80, double in95) {
		double best = naive.stream()
			.filter(value -> !value.isNaN())
			.mapToDouble(Double::doubleValue)
			.min()
			.orElseThrow();
		this.all++;
		this.better += (error <= best) ? 1 : 0;
		this.worse += (error > 1.1 * best) ? 1 : 0;
		StringBuilder row = new StringBuilder("| ").append(name).append(" | ").append(percent(error));
		naive.forEach(value -> row.append(" | ").append(value.isNaN() ? "" : percent(value)));
		this.rows
			.add(row.append(" | ").append(percent(in80)).append(" | ").append(percent(in95)).append(" |").toString());
	}

	private String table() {
		return "| traffic | ahead | Serai | last value | day before | week before | mean | in the 80 % band |"
				+ " in the 95 % band |\n|---|---|---|---|---|---|---|---|---|\n" + String.join("\n", this.rows)
				+ "\n\nSerai was at least as close as the best of the naive rules in " + this.better + " of " + this.all
				+ " rows, and off more than a tenth worse than it in " + this.worse + ".\n";
	}

	private static String percent(double part) {
		return String.format(Locale.ROOT, "%.0f %%", 100 * part);
	}

}
