package dev.serai.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Calls a target over keep-alive connections, each with one call at a time. One thread
 * does it all, to leave the machine to what is measured.
 */
final class LoadGenerator {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private final Target target;

	private final Load load = new Load();

	private final Selector selector;

	private final @Nullable BooleanSupplier more;

	private int opened;

	private int begun;

	private int open;

	/**
	 * @param more whether there is another call to make; null when each connection makes
	 * one
	 */
	private LoadGenerator(Target target, Selector selector, @Nullable BooleanSupplier more) {
		this.target = target;
		this.selector = selector;
		this.more = more;
	}

	/** As many calls as the connections can make in a time. */
	static Load forTime(Target target, int connections, Duration time) throws IOException {
		long end = System.nanoTime() + time.toNanos();
		return run(target, connections, Double.POSITIVE_INFINITY, () -> System.nanoTime() < end);
	}

	/** So many calls in all. */
	static Load calls(Target target, int connections, int calls) throws IOException {
		int[] left = { calls };
		return run(target, connections, Double.POSITIVE_INFINITY, () -> left[0]-- > 0);
	}

	/** One call on each of many connections, which are opened one after the other. */
	static Load oneEach(Target target, int connections, double perSecond) throws IOException {
		try (Selector selector = Selector.open()) {
			return new LoadGenerator(target, selector, null).run(connections, perSecond);
		}
	}

	private static Load run(Target target, int connections, double perSecond, BooleanSupplier more) throws IOException {
		try (Selector selector = Selector.open()) {
			return new LoadGenerator(target, selector, more).run(connections, perSecond);
		}
	}

	private Load run(int connections, double perSecond) throws IOException {
		ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
		long start = System.nanoTime();
		long lastProgress = start;
		this.load.begin(start);
		while (this.opened < connections || this.open > 0) {
			long now = System.nanoTime();
			while (this.opened < connections && this.opened <= (now - start) / 1e9 * perSecond) {
				this.opened++;
				new LoadConnection(this, this.selector, this.target.port()).begin();
			}
			if (this.selector.select((key) -> ((LoadConnection) key.attachment()).ready(key, buffer),
					(this.opened < connections) ? 1 : 1000) > 0) {
				lastProgress = now;
			}
			else if (now - lastProgress > PATIENCE.toNanos()) {
				throw new IllegalStateException(this.open + " calls have had no answer for " + PATIENCE);
			}
		}
		return this.load;
	}

	/** The next request to send; null when there are to be no more. */
	byte @Nullable [] nextRequest() {
		boolean another = (this.more != null) ? this.more.getAsBoolean() : this.begun < this.opened;
		return another ? this.target.request().apply(this.begun++) : null;
	}

	void opened() {
		this.open++;
	}

	void closed() {
		this.open--;
	}

	Load load() {
		return this.load;
	}

}
