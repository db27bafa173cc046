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
 * Lets people look on: each gets a stream of server-sent events, a pulse every second, of
 * what they may see. A bounded number at a time.
 */
public final class LiveView implements AutoCloseable {

	private static final Duration SOON = Duration.ofSeconds(30);

	/** Nobody takes the places of all others. */
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
	 * @param underWay how many calls are under way that an operator may see
	 * @param nanoClock counts the seconds between pulses
	 * @param places how many may look on at a time
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
	 * A stream of pulses, for one reader that closes it. It ends when who looks on may do
	 * so no more.
	 * @param who who looks on, now; asked every few seconds; empty when it is nobody any
	 * more
	 * @throws CallRefused 503 {@code overloaded} when too many look on, or the program is
	 * being ended
	 */
	public InputStream open(Supplier<Optional<Operator>> who) {
		String actor = who.get().map(Operator::actor).orElse("");
		if (this.end.getCount() == 0 || !enter(actor)) {
			throw ApiError
				.unavailable("overloaded", "As many look on as may at a time; close a window, or try again soon", SOON)
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

	/** Ends all streams at once, and opens no more. */
	@Override
	public void close() {
		this.end.countDown();
	}

}
