package dev.serai.insight.live;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

import dev.serai.gateway.call.Call;

/**
 * A ring buffer of recently ended calls for live viewers; the newest replace the oldest.
 * Adding a call never blocks, and costs one read of a counter while there are no viewers.
 * Each reader has its own position.
 */
public final class EndedCalls {

	private final AtomicReferenceArray<Entry> ring;

	private final AtomicLong next = new AtomicLong();

	private final AtomicInteger readers = new AtomicInteger();

	/**
	 * @param size the number of calls kept, a power of two; a reader misses the excess
	 * when more calls end between two of its reads
	 */
	public EndedCalls(int size) {
		if (Integer.bitCount(size) != 1) {
			throw new IllegalArgumentException(size + " is no power of two");
		}
		this.ring = new AtomicReferenceArray<>(size);
	}

	/** Adds a call that has ended. */
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

	/** Opens a reader for the calls that end from now on. */
	Reader open() {
		this.readers.incrementAndGet();
		return new Reader(this.next.get());
	}

	/**
	 * A call in its slot. The number is set before the entry is published and never
	 * changes.
	 */
	private static final class Entry {

		private final LiveCall call;

		private long number;

		Entry(LiveCall call) {
			this.call = call;
		}

	}

	/** A viewer's position. Not thread-safe. */
	final class Reader {

		private long position;

		private boolean open = true;

		private Reader(long position) {
			this.position = position;
		}

		/** Passes on the calls that ended since the last read, oldest first. */
		void read(Consumer<LiveCall> to) {
			long end = EndedCalls.this.next.get();
			this.position = Math.max(this.position, end - EndedCalls.this.ring.length());
			while (this.position < end) {
				Entry entry = EndedCalls.this.ring.get(slot(this.position));
				if (entry == null || entry.number < this.position) {
					// The number is assigned but the entry is not published yet: the next
					// read gets it.
					return;
				}
				if (entry.number == this.position) {
					to.accept(entry.call);
				}
				this.position++;
			}
		}

		/** Closes the reader. */
		void close() {
			if (this.open) {
				this.open = false;
				EndedCalls.this.readers.decrementAndGet();
			}
		}

	}

}
