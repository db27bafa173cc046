package dev.serai.benchmark;

import java.util.List;

/**
 * How many calls are answered while each of three providers is down at random. Calls come
 * at a steady rate: callers that wait for answers would make more calls while those are
 * quick errors.
 */
final class AvailabilityScenario implements Scenario {

	private static final int CALLS = 20_000;

	private static final int CALLS_PER_SECOND = 800;

	@Override
	public String name() {
		return "availability";
	}

	@Override
	public List<Row> measure(Bench bench) throws Exception {
		Load load = LoadGenerator.oneEach(bench.serai("shaky", false), CALLS, CALLS_PER_SECOND);
		double answered = 100.0 * load.answered() / CALLS;
		return List.of(Row.met("Calls answered while each of 3 providers is down 5 % of the time",
				Row.number("%.3f %%%s", answered, load.failure().isEmpty() ? "" : " (" + load.failure() + ")"),
				"≥ 99.9 %", answered >= 99.9));
	}

}
