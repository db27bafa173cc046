package dev.serai.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * How many calls are answered while each of three providers is down at random, and how
 * long the slowest call takes while one of them sends headers and then nothing at random.
 * Calls come at a steady rate: callers that wait for answers would make more calls while
 * those are quick errors.
 */
final class AvailabilityScenario implements Scenario {

	private static final int CALLS = 20_000;

	private static final int CALLS_PER_SECOND = 800;

	/** Streams last twelve seconds, so that fewer begin in one. */
	private static final int CALLS_OF_SILENCE = 3_000;

	private static final int CALLS_OF_SILENCE_PER_SECOND = 75;

	/** A program that has just started does not keep up with the rate. */
	private static final Duration WARM_UP = Duration.ofSeconds(20);

	private static final Duration SLOWEST = BenchmarkConfiguration.FIRST_BYTE.plusSeconds(1);

	@Override
	public String name() {
		return "availability";
	}

	@Override
	public List<Row> measure(Bench bench) throws Exception {
		LoadGenerator.forTime(bench.serai("bench", false), 32, WARM_UP).complete();
		Load load = LoadGenerator.oneEach(bench.serai("shaky", false), CALLS, CALLS_PER_SECOND);
		return List.of(answered("Calls answered while each of 3 providers is down 5 % of the time", load, CALLS),
				slowest(bench, false), slowest(bench, true));
	}

	private static Row answered(String what, Load load, int calls) {
		double answered = 100.0 * load.answered() / calls;
		return Row.met(what,
				Row.number("%.3f %%%s", answered, load.failure().isEmpty() ? "" : " (" + load.failure() + ")"),
				"≥ 99.9 %", answered >= 99.9);
	}

	private static Row slowest(Bench bench, boolean stream) throws IOException, InterruptedException {
		Load load = LoadGenerator
			.oneEach(bench.serai(BenchmarkConfiguration.QUIET_FIRST, stream), CALLS_OF_SILENCE,
					CALLS_OF_SILENCE_PER_SECOND)
			.complete();
		Duration slowest = load.firstByte(1);
		return Row.met(
				"Slowest first byte of a " + (stream ? "streamed" : "plain")
						+ " answer while the first of 3 providers sends headers and then nothing 5 % of the time",
				Row.number("%.2f s (p99: %.2f s)", slowest.toMillis() / 1e3, load.firstByte(0.99).toMillis() / 1e3),
				"≤ first-byte limit (" + BenchmarkConfiguration.FIRST_BYTE.toSeconds() + " s) + 1 s",
				slowest.compareTo(SLOWEST) <= 0);
	}

}
