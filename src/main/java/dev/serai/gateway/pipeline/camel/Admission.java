package dev.serai.gateway.pipeline.camel;

import java.time.Duration;
import java.util.concurrent.Semaphore;

import dev.serai.platform.error.ApiError;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Limits the number of concurrent calls: virtual threads are not a bound, the heap is.
 */
final class Admission implements Processor {

	private static final Duration SOON = Duration.ofSeconds(1);

	private static final String PLACE = "place";

	private final int places;

	private final Semaphore free;

	/**
	 * @param places the most concurrent calls
	 */
	Admission(int places) {
		this.places = places;
		this.free = new Semaphore(places);
	}

	@Override
	public void process(Exchange exchange) {
		if (!this.free.tryAcquire()) {
			throw ApiError.unavailable("overloaded", "Serai is at its limit of concurrent calls; try again soon", SOON)
				.refused();
		}
		exchange.setProperty(PLACE, Boolean.TRUE);
	}

	/** Releases the place of a call that has ended. */
	void leave(Exchange exchange) {
		if (exchange.removeProperty(PLACE) != null) {
			this.free.release();
		}
	}

	/** Returns the number of calls under way. */
	int occupied() {
		return this.places - this.free.availablePermits();
	}

}
