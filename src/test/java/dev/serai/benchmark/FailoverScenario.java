package dev.serai.benchmark;

import java.time.Duration;
import java.util.List;

/** What a failing first provider adds to a call that the second one answers. */
final class FailoverScenario implements Scenario {

	/** Fewer for each model than a breaker needs to open. */
	private static final int CALLS = 3 * BenchmarkConfiguration.MODELS;

	@Override
	public String name() {
		return "failover";
	}

	@Override
	public List<Row> measure(Bench bench) throws Exception {
		LoadGenerator.forTime(bench.serai("bench", false), 1, Duration.ofSeconds(5)).complete();
		Load good = LoadGenerator.calls(bench.serai("bench", false), 1, 2_000).complete();
		Load refused = LoadGenerator.calls(bench.seraiFallingBack("refused", false), 1, CALLS).complete();
		Load failing = LoadGenerator.calls(bench.seraiFallingBack("fail", false), 1, CALLS).complete();
		Load goodStream = LoadGenerator.oneEach(bench.serai("bench", true), 10, 10).complete();
		Load hung = LoadGenerator.oneEach(bench.seraiFallingBack("hang", true), 10, 10).complete();
		double hungSeconds = hung.firstByte(1).minus(goodStream.firstByte(0.5)).toMillis() / 1e3;
		return List.of(row("Failover from a refused connection", refused, good),
				row("Failover from status 500", failing, good), Row.met("Failover from a hung provider, the slowest",
						Row.number("%+.2f s", hungSeconds), "≤ 5.02 s", hungSeconds <= 5.02));
	}

	private static Row row(String what, Load load, Load good) {
		double before = good.total(0.5).toNanos() / 1e6;
		double p50 = load.total(0.5).toNanos() / 1e6 - before;
		double p95 = load.total(0.95).toNanos() / 1e6 - before;
		return Row.met(what, Row.number("%+.1f ms (p95: %+.1f ms)", p50, p95), "+ ≤ 20 ms", p95 <= 20);
	}

}
