package dev.serai.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The hot path's parts by themselves: every JMH benchmark of this package, briefly. */
final class MicroScenario implements Scenario {

	/** The most that a benchmark's operation may take in µs, by its class. */
	private static final Map<String, Double> LIMITS = Map.of("RoutingBenchmark", 50.0);

	@Override
	public String name() {
		return "jmh";
	}

	@Override
	public List<Row> measure(Bench bench) throws Exception {
		List<Row> rows = new ArrayList<>();
		Options options = new OptionsBuilder().include(getClass().getPackageName() + "\\..*Benchmark\\.")
			.mode(Mode.AverageTime)
			.timeUnit(TimeUnit.MICROSECONDS)
			.forks(1)
			.warmupIterations(3)
			.warmupTime(TimeValue.seconds(1))
			.measurementIterations(3)
			.measurementTime(TimeValue.seconds(1))
			.build();
		for (RunResult result : new Runner(options).run()) {
			rows.add(row(result));
		}
		return rows;
	}

	private static Row row(RunResult result) {
		String[] name = result.getParams().getBenchmark().split("\\.");
		String type = name[name.length - 2];
		StringBuilder what = new StringBuilder(type + "." + name[name.length - 1]);
		result.getParams()
			.getParamsKeys()
			.forEach((key) -> what.append(", " + key + " " + result.getParams().getParam(key)));
		double micros = result.getPrimaryResult().getScore();
		String figure = Row.number("%.2f µs", micros);
		Double limit = LIMITS.get(type);
		return (limit != null) ? Row.met(what.toString(), figure, Row.number("≤ %.0f µs", limit), micros <= limit)
				: Row.reference(what.toString(), figure);
	}

}
