package dev.serai.road;

import java.time.Duration;
import java.util.concurrent.Semaphore;

import dev.serai.call.ApiError;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Lets a bounded number of calls in at a time: virtual threads would take any number, and
 * the heap would not. A call whose record could not be queued is not let in either.
 */
final class Admission implements Processor {

	private static final Duration SOON = Duration.ofSeconds(1);

	private static final String PLACE = "place";

	private final int places;

	private final Semaphore free;

	private final RecordsWaiting recordsWaiting;

	private final int recordLimit;

	/**
	 * @param places calls at a time
	 * @param recordsWaiting how many records wait for the database
	 * @param recordLimit how many may
	 */
	Admission(int places, RecordsWaiting recordsWaiting, int recordLimit) {
		this.places = places;
		this.free = new Semaphore(places);
		this.recordsWaiting = recordsWaiting;
		this.recordLimit = recordLimit;
	}

	@Override
	public void process(Exchange exchange) {
		if (this.recordsWaiting.count() > this.recordLimit) {
			throw ApiError
				.unavailable("dependency_unavailable",
						"The database does not keep up with the records; try again later", SOON)
				.refused();
		}
		if (!this.free.tryAcquire()) {
			throw ApiError
				.unavailable("overloaded", "Serai serves as many calls as it may at a time; try again soon", SOON)
				.refused();
		}
		exchange.setProperty(PLACE, Boolean.TRUE);
	}

	/** The call has ended. */
	void leave(Exchange exchange) {
		if (exchange.removeProperty(PLACE) != null) {
			this.free.release();
		}
	}

	/** Calls that are in now. */
	int occupied() {
		return this.places - this.free.availablePermits();
	}

}
