package dev.serai.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import dev.serai.testing.RealRedis;

/** How many calls a second, and what a call costs in processor time. */
final class ThroughputScenario implements Scenario {

	private static final int CONNECTIONS = 64;

	private static final int ROUNDS = 3;

	private static final Duration ROUND = Duration.ofSeconds(6);

	@Override
	public String name() {
		return "throughput";
	}

	@Override
	public List<Row> measure(Bench bench) throws Exception {
		Target direct = bench.direct(false);
		Optional<Target> nginx = bench.nginx();
		Target serai = bench.serai("bench", false);
		SeraiProgram program = bench.serai();
		LoadGenerator.forTime(direct, CONNECTIONS, Duration.ofSeconds(2)).complete();
		List<Row> young = young(serai, program);
		program.warmUp(serai, CONNECTIONS);
		List<Double> directly = new ArrayList<>();
		List<Double> throughNginx = new ArrayList<>();
		List<Double> throughSerai = new ArrayList<>();
		List<Double> cpu = new ArrayList<>();
		List<Double> databaseCpu = new ArrayList<>();
		for (int round = 0; round < ROUNDS; round++) {
			directly.add(perSecond(direct));
			if (nginx.isPresent()) {
				throughNginx.add(perSecond(nginx.get()));
			}
			Duration before = program.program().cpu();
			Duration databaseBefore = program.databaseCpu();
			Load load = LoadGenerator.forTime(serai, CONNECTIONS, ROUND).complete();
			throughSerai.add(load.perSecond());
			cpu.add(millisPerCall(program.program().cpu().minus(before), load));
			databaseCpu.add(millisPerCall(program.databaseCpu().minus(databaseBefore), load));
		}
		List<Row> rows = rows(median(directly), throughNginx, median(throughSerai), median(cpu), median(databaseCpu));
		rows.addAll(young);
		rows.add(ungoverned(bench, program));
		rows.addAll(sharing(bench));
		return rows;
	}

	/**
	 * After 20 seconds under load, with the compiler still at work beside the calls.
	 */
	private static List<Row> young(Target serai, SeraiProgram program) throws Exception {
		LoadGenerator.forTime(serai, CONNECTIONS, Duration.ofSeconds(20)).complete();
		Duration before = program.program().cpu();
		Load load = LoadGenerator.forTime(serai, CONNECTIONS, ROUND).complete();
		return List.of(
				Row.reference("Calls a second, 64 connections: Serai, 20 s after its first call",
						Row.number("%,.0f", load.perSecond())),
				Row.reference("Processor time of a call: Serai, 20 s after its first call",
						Row.number("%.3f ms", millisPerCall(program.program().cpu().minus(before), load))));
	}

	/** What limits and budgets cost is the difference to this. */
	private static Row ungoverned(Bench bench, SeraiProgram program) throws Exception {
		Target serai = bench.ungoverned("bench", false);
		program.warmUp(serai, CONNECTIONS);
		Duration before = program.program().cpu();
		Load load = LoadGenerator.forTime(serai, CONNECTIONS, ROUND).complete();
		return Row.reference("Processor time of a call: Serai, without limits and budgets",
				Row.number("%.3f ms", millisPerCall(program.program().cpu().minus(before), load)));
	}

	private static List<Row> sharing(Bench bench) throws Exception {
		try (RealRedis redis = RealRedis.start(); SeraiProgram program = bench.sharing(redis.url())) {
			Target serai = Target.chat(program.port(), program.governedKey(), "bench", false);
			program.warmUp(serai, CONNECTIONS);
			Duration before = program.program().cpu();
			Load load = LoadGenerator.forTime(serai, CONNECTIONS, ROUND).complete();
			return List.of(
					Row.reference("Calls a second, 64 connections: Serai, limits in Redis",
							Row.number("%,.0f", load.perSecond())),
					Row.reference("Processor time of a call: Serai, limits in Redis",
							Row.number("%.3f ms", millisPerCall(program.program().cpu().minus(before), load))));
		}
	}

	private static List<Row> rows(double direct, List<Double> nginx, double serai, double cpu, double databaseCpu) {
		List<Row> rows = new ArrayList<>();
		rows.add(Row.reference("Calls a second, 64 connections: direct", Row.number("%,.0f", direct)));
		if (nginx.isEmpty()) {
			rows.add(Row.reference("Calls a second, 64 connections: nginx", "not installed"));
		}
		else {
			double share = serai / median(nginx);
			rows.add(Row.reference("Calls a second, 64 connections: nginx", Row.number("%,.0f", median(nginx))));
			rows.add(Row.met("Serai's share of nginx's calls", Row.number("%.3f", share), "≥ 0.2", share >= 0.2));
		}
		rows.add(Row.met("Calls a second, 64 connections: Serai", Row.number("%,.0f", serai), "≥ 5,200",
				serai >= 5_200));
		rows.add(Row.met("Processor time of a call: Serai", Row.number("%.3f ms", cpu), "≤ 0.3 ms", cpu <= 0.3));
		rows.add(Row.reference("Processor time of a call: its database", Row.number("%.3f ms", databaseCpu)));
		return rows;
	}

	private static double perSecond(Target target) throws Exception {
		return LoadGenerator.forTime(target, CONNECTIONS, ROUND).complete().perSecond();
	}

	private static double millisPerCall(Duration cpu, Load load) {
		return cpu.toNanos() / 1e6 / load.answered();
	}

	private static double median(List<Double> values) {
		List<Double> sorted = new ArrayList<>(values);
		Collections.sort(sorted);
		return sorted.get(sorted.size() / 2);
	}

}
