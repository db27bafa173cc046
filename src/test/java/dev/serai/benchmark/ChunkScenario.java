package dev.serai.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What a chunk of a stream costs in processor time, and a stream in memory, by where it
 * comes from. Sixty streams run at once, each of two hundred chunks that come one by one;
 * the processor time is that of Serai's process alone, and the call that opens a stream
 * is part of it.
 */
final class ChunkScenario implements Scenario {

	private static final int STREAMS_AT_ONCE = 60;

	private static final int STREAMS = 240;

	private static final int STREAMS_IN_MEMORY = 500;

	@Override
	public String name() {
		return "chunks";
	}

	@Override
	public List<Row> measure(Bench bench) throws Exception {
		List<Row> rows = new ArrayList<>();
		for (SteadyStream.Protocol form : SteadyStream.Protocol.values()) {
			SteadyStream stream = form.quick();
			rows.add(chunks(bench, stream, stream.title(),
					(form == SteadyStream.Protocol.OPENAI) ? "relayed" : "translated"));
		}
		rows.add(chunks(bench, SteadyStream.Protocol.OPENAI.quick(), BenchmarkConfiguration.GUARDED, "guarded"));
		for (SteadyStream.Protocol form : SteadyStream.Protocol.values()) {
			rows.add(memory(bench, form.slow()));
		}
		return rows;
	}

	private static Row chunks(Bench bench, SteadyStream stream, String model, String how) throws Exception {
		Target target = bench.ungoverned(model, true);
		SeraiProgram serai = bench.serai();
		serai.warmUp(target, STREAMS_AT_ONCE);
		Duration before = serai.program().cpu();
		Load load = LoadGenerator.calls(target, STREAMS_AT_ONCE, STREAMS).complete();
		double millis = serai.program().cpu().minus(before).toNanos() / 1e6;
		return Row.reference("Processor time per 1,000 " + how + " chunks: " + model,
				Row.number("%.1f ms", millis * 1000 / (load.answered() * (double) stream.chunks())));
	}

	private static Row memory(Bench bench, SteadyStream stream) throws Exception {
		Target target = bench.ungoverned(stream.title(), true);
		SeraiProgram serai = bench.serai();
		LoadGenerator.oneEach(target, STREAMS_IN_MEMORY, STREAMS_IN_MEMORY).complete();
		long before = serai.liveHeap();
		CompletableFuture<Load> streaming = CompletableFuture.supplyAsync(() -> open(target));
		Thread.sleep(stream.interval().multipliedBy(stream.chunks() / 2));
		double heap = (serai.liveHeap() - before) / 1024.0 / STREAMS_IN_MEMORY;
		streaming.get().complete();
		return Row.reference("Live heap of a stream: " + stream.protocol(), Row.number("%.0f KiB", heap));
	}

	private static Load open(Target target) {
		try {
			return LoadGenerator.oneEach(target, STREAMS_IN_MEMORY, STREAMS_IN_MEMORY);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
