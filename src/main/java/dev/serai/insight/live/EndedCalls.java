package dev.serai.insight.live;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

import dev.serai.gateway.call.Call;

/**
 * The calls that have ended lately, while anybody looks on: a ring, in which the newest
 * take the oldest ones' places. Who adds a call waits for nobody, and does no more than
 * look at a number while nobody looks on. Each reader has a place of its own.
 */
public final class EndedCalls {

	private final AtomicReferenceArray<Entry> ring;

	private final AtomicLong next = new AtomicLong();

	private final AtomicInteger readers = new AtomicInteger();

	/**
	 * @param size how many calls are kept, a power of two: what ends between two looks of
	 * a reader beyond that is not seen
	 */
	public EndedCalls(int size) {
		if (Integer.bitCount(size) != 1) {
			throw new IllegalArgumentException(size + " is no power of two");
		}
		this.ring = new AtomicReferenceArray<>(size);
	}

	/** A call has ended. */
	public void ended(Call call) {
		if (this.readers.get() > 0) {
			add(LiveCall.of(call));
		}
	}

	private void add(LiveCall call) {
		Entry entry = new Entry(call);
		entry.number = this.next.getAndIncrement();
		this.ring.set(slot(entry.number), entry);
	}

	private int slot(long number) {
		return (int) (number & (this.ring.length() - 1));
	}

	/** Begins to read, with what ends from now on. */
	Reader open() {
		this.readers.incrementAndGet();
		return new Reader(this.next.get());
	}

	/** A call in its place. Its number is set before others see it, and then no more. */
	private static final class Entry {

		private final LiveCall call;

		private long number;

		Entry(LiveCall call) {
			this.call = call;
		}

	}

	/** One who looks on. Not thread-safe. */
	final class Reader {

		private long position;

		private boolean open = true;

		private Reader(long position) {
			this.position = position;
		}

		/** Hands over what has ended since the last time, oldest first. */
		void read(Consumer<LiveCall> to) {
			long end = EndedCalls.this.next.get();
			this.position = Math.max(this.position, end - EndedCalls.this.ring.length());
			while (this.position < end) {
				Entry entry = EndedCalls.this.ring.get(slot(this.position));
				if (entry == null || entry.number < this.position) {
					// Its number is given and it is not there yet: the next time.
					return;
				}
				if (entry.number == this.position) {
					to.accept(entry.call);
				}
				this.position++;
			}
		}

		/** Looks on no more. */
		void close() {
			if (this.open) {
				this.open = false;
				EndedCalls.this.readers.decrementAndGet();
			}
		}

	}

}
