package dev.serai.insight.live;

import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.gateway.access.Operator;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;

/**
 * Streams live traffic to viewers as server-sent events: one pulse a second, with the
 * calls that the viewer may see. The number of viewers is bounded.
 */
public final class LiveView implements AutoCloseable {

	private static final Duration SOON = Duration.ofSeconds(30);

	/** Keeps one viewer from using all places. */
	private static final int MOST_EACH = 16;

	private final EndedCalls calls;

	private final ToLongFunction<Operator> underWay;

	private final ObjectMapper json;

	private final Clock clock;

	private final LongSupplier nanoClock;

	private final Semaphore free;

	private final ConcurrentMap<String, Integer> lookingOn = new ConcurrentHashMap<>();

	private final CountDownLatch end = new CountDownLatch(1);

	/**
	 * @param underWay returns the number of active calls that an operator may see
	 * @param nanoClock measures the time between pulses
	 * @param places the maximum number of viewers
	 */
	public LiveView(EndedCalls calls, ToLongFunction<Operator> underWay, ObjectMapper json, Clock clock,
			LongSupplier nanoClock, int places) {
		this.calls = calls;
		this.underWay = underWay;
		this.json = json;
		this.clock = clock;
		this.nanoClock = nanoClock;
		this.free = new Semaphore(places);
	}

	/**
	 * Opens a stream of pulses for one reader, which must close it. It ends when the
	 * viewer loses the right to see it.
	 * @param who returns the current viewer; called every few seconds; empty once the
	 * session has ended
	 * @throws CallRefused 503 {@code overloaded} when there are too many viewers, or
	 * during shutdown
	 */
	public InputStream open(Supplier<Optional<Operator>> who) {
		String actor = who.get().map(Operator::actor).orElse("");
		if (this.end.getCount() == 0 || !enter(actor)) {
			throw ApiError
				.unavailable("overloaded", "The limit of live views is reached; close a window, or try again soon",
						SOON)
				.refused();
		}
		return new PulseStream(this.calls.open(), who, this.underWay, this.json, this.clock, this.nanoClock, this.end,
				() -> leave(actor));
	}

	private boolean enter(String actor) {
		if (!this.free.tryAcquire()) {
			return false;
		}
		if (this.lookingOn.merge(actor, 1, Integer::sum) > MOST_EACH) {
			leave(actor);
			return false;
		}
		return true;
	}

	private void leave(String actor) {
		this.lookingOn.computeIfPresent(actor, (name, count) -> (count > 1) ? count - 1 : null);
		this.free.release();
	}

	/** Ends all streams at once and rejects new ones. */
	@Override
	public void close() {
		this.end.countDown();
	}

}
