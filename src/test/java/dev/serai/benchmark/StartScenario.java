package dev.serai.benchmark;

import java.util.List;

/** How soon Serai is ready, and how much memory it holds after some work. */
final class StartScenario implements Scenario {

	private static final int CALLS = 10_000;

	@Override
	public String name() {
		return "start";
	}

	@Override
	public List<Row> measure(Bench bench) throws Exception {
		bench.serai();
		SeraiProgram serai = bench.restart();
		double seconds = serai.startTime().toMillis() / 1e3;
		LoadGenerator.calls(bench.serai("bench", false), 16, CALLS).complete();
		double resident = serai.program().residentMib();
		double prepared = bench.restartPrepared().startTime().toMillis() / 1e3;
		return List.of(
				Row.met("Start to ready, database present: java -jar", Row.number("%.1f s", seconds), "≤ 6 s",
						seconds <= 6),
				Row.met("Start to ready, database present: prepared, as the image is", Row.number("%.1f s", prepared),
						"≤ 6 s", prepared <= 6),
				Row.met("Resident after 10,000 calls", Row.number("%.0f MiB", resident), "≤ 400 MiB", resident <= 400));
	}

}
