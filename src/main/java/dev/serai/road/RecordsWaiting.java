package dev.serai.road;

import java.util.concurrent.atomic.AtomicInteger;

/** How many records of ended calls are not in the database yet. */
final class RecordsWaiting {

	private final AtomicInteger count = new AtomicInteger();

	void added() {
		this.count.incrementAndGet();
	}

	void kept(int records) {
		this.count.addAndGet(-records);
	}

	int count() {
		return this.count.get();
	}

}
