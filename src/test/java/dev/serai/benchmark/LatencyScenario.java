package dev.serai.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What Serai adds to a call's time when nothing else goes on. */
final class LatencyScenario implements Scenario {

	private static final int ROUNDS = 5;

	private static final int CALLS = 4_000;

	@Override
	public String name() {
		return "latency";
	}

	@Override
	public List<Row> measure(Bench bench) throws Exception {
		Target direct = bench.direct(false);
		Target serai = bench.serai("bench", false);
		LoadGenerator.forTime(serai, 1, Duration.ofSeconds(10)).complete();
		List<Row> rows = new ArrayList<>();
		List<Load> directly = new ArrayList<>();
		List<Load> throughSerai = new ArrayList<>();
		for (int round = 0; round < ROUNDS; round++) {
			directly.add(LoadGenerator.calls(direct, 1, CALLS).complete());
			throughSerai.add(LoadGenerator.calls(serai, 1, CALLS).complete());
		}
		rows.add(row("p50", 0.5, directly, throughSerai, 0.6));
		rows.add(row("p99", 0.99, directly, throughSerai, 2));
		return rows;
	}

	private static Row row(String name, double share, List<Load> direct, List<Load> serai, double limit) {
		double before = median(direct, share);
		double added = median(serai, share) - before;
		return Row.met("Added latency at 1 connection, " + name, Row.number("%.2f ms (direct: %.2f ms)", added, before),
				Row.number("≤ %.1f ms", limit), added <= limit);
	}

	/** The median of the rounds' quantiles. */
	private static double median(List<Load> loads, double share) {
		double[] sorted = loads.stream().mapToDouble((load) -> load.total(share).toNanos() / 1e6).sorted().toArray();
		return sorted[sorted.length / 2];
	}

}
