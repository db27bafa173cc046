package dev.serai.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Two thousand streams at once. They begin over four seconds and last twelve, so that all
 * of them run together for most of the time.
 */
final class StreamScenario implements Scenario {

	static final Duration TOKEN_INTERVAL = Duration.ofMillis(250);

	private static final int STREAMS = 2_000;

	private static final int STREAMS_PER_SECOND = 500;

	@Override
	public String name() {
		return "streams";
	}

	@Override
	public List<Row> measure(Bench bench) throws Exception {
		Load direct = LoadGenerator.oneEach(bench.direct(true), STREAMS, STREAMS_PER_SECOND).complete();
		Target target = bench.serai("bench", true);
		SeraiProgram serai = bench.serai();
		LoadGenerator.oneEach(target, 200, 200).complete();
		long heapBefore = serai.liveHeap();
		double residentBefore = serai.program().residentMib();
		CompletableFuture<Load> streaming = CompletableFuture.supplyAsync(() -> stream(target));
		Thread.sleep(Duration.ofMillis(1000L * STREAMS / STREAMS_PER_SECOND + 2000));
		double heap = (serai.liveHeap() - heapBefore) / 1024.0 / STREAMS;
		double resident = (serai.program().residentMib() - residentBefore) * 1024 / STREAMS;
		Load load = finished(streaming);
		double p50 = millis(load.firstByte(0.5)) - millis(direct.firstByte(0.5));
		double p99 = millis(load.firstByte(0.99)) - millis(direct.firstByte(0.99));
		return List.of(
				Row.met("Streams at once that end as they should, 512 MiB of heap",
						Row.number("%,d of %,d%s", load.answered(), STREAMS,
								load.failure().isEmpty() ? "" : " (" + load.failure() + ")"),
						"2,000", load.answered() == STREAMS),
				Row.met("Time to first token added, p50 (500 new streams a second)", Row.number("%.1f ms", p50),
						"≤ 5 ms", p50 <= 5),
				Row.reference("Time to first token added, p99", Row.number("%.1f ms", p99)),
				Row.met("Memory of a stream", Row.number("%.0f KiB of live heap (resident: %+.0f KiB)", heap, resident),
						"≤ 50 KiB", heap <= 50));
	}

	private static Load stream(Target target) {
		try {
			return LoadGenerator.oneEach(target, STREAMS, STREAMS_PER_SECOND);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Load finished(CompletableFuture<Load> load) throws InterruptedException {
		try {
			return load.get();
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("The streams could not be made", ex.getCause());
		}
	}

	private static double millis(Duration duration) {
		return duration.toNanos() / 1e6;
	}

}
