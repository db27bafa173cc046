package dev.serai.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The program that measures Serai and prints a table in Markdown, which is also in
 * {@code target/benchmark.md}. It wants {@code target/serai.jar} and a machine that does
 * nothing else.
 *
 * <p>
 * {@code -Dserai.benchmark=throughput,latency} measures only what is named; the dashboard
 * over ten million calls is measured when it is. Logs and data of the processes are in
 * {@code target/benchmark}.
 */
public final class Benchmark {

	private static final List<Scenario> SCENARIOS = List.of(new StartScenario(), new ThroughputScenario(),
			new LatencyScenario(), new MicroScenario(), new StreamScenario(), new ChunkScenario(),
			new FailoverScenario(), new AvailabilityScenario());

	/** Takes long to prepare: only when it is named. */
	private static final Scenario DASHBOARD = new DashboardScenario();

	private Benchmark() {
	}

	public static void main(String[] args) throws IOException, InterruptedException {
		double before = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
		List<Row> rows = new ArrayList<>();
		try (Bench bench = Bench.open()) {
			for (Scenario scenario : chosen(System.getProperty("serai.benchmark", ""))) {
				System.err.println("Measuring: " + scenario.name());
				rows.addAll(measure(scenario, bench));
			}
		}
		String table = table(rows, before);
		Files.writeString(Path.of("target", "benchmark.md"), table);
		System.out.println(table);
	}

	private static List<Scenario> chosen(String names) {
		if (names.isBlank()) {
			return SCENARIOS;
		}
		Set<String> wanted = Set.of(names.split(","));
		List<Scenario> chosen = Stream.concat(SCENARIOS.stream(), Stream.of(DASHBOARD))
			.filter((scenario) -> wanted.contains(scenario.name()))
			.toList();
		if (chosen.size() != wanted.size()) {
			throw new IllegalArgumentException("-Dserai.benchmark=" + names + ": there are "
					+ SCENARIOS.stream().map(Scenario::name).collect(Collectors.joining(", ")) + ", "
					+ DASHBOARD.name());
		}
		return chosen;
	}

	/** A scenario that fails costs its own lines, not the others'. */
	private static List<Row> measure(Scenario scenario, Bench bench) throws InterruptedException {
		try {
			return scenario.measure(bench);
		}
		catch (InterruptedException ex) {
			throw ex;
		}
		catch (Exception ex) {
			return List.of(Row.failed(scenario.name(), ex));
		}
	}

	private static String table(List<Row> rows, double loadBefore) {
		return Row.number("%d cores, JDK %s, %s %s, %s, load average before: %.1f%n%n",
				Runtime.getRuntime().availableProcessors(), System.getProperty("java.version"),
				System.getProperty("os.name"), System.getProperty("os.arch"), LocalDate.now(), loadBefore)
				+ rows.stream()
					.map(Row::markdown)
					.collect(Collectors.joining("\n", "| What | Figure | Target | Met |\n|---|---|---|---|\n", "\n"));
	}

}
