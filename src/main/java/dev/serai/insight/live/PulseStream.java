package dev.serai.insight.live;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.gateway.access.Operator;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * Encodes pulses as server-sent events. A read blocks on the reader's thread until the
 * next pulse and returns at most one.
 */
final class PulseStream extends InputStream {

	private static final long PERIOD_NANOS = Duration.ofSeconds(1).toNanos();

	/** How long a viewer can still watch after signing out or losing a right. */
	private static final long CHECK_NANOS = Duration.ofSeconds(3).toNanos();

	private static final double NANOS_PER_SECOND = 1_000_000_000;

	/** A browser reconnects after this time, in milliseconds. */
	private static final String HEAD = "retry: 3000\n\n";

	private static final byte[] NOTHING = {};

	private final EndedCalls.Reader calls;

	private final Supplier<Optional<Operator>> who;

	private final ToLongFunction<Operator> underWay;

	private final ObjectMapper json;

	private final Clock clock;

	private final LongSupplier nanoClock;

	private final CountDownLatch end;

	private final Runnable onClose;

	private final AtomicBoolean closed = new AtomicBoolean();

	private @Nullable Operator operator;

	private long checkedNanos;

	private long pulseNanos;

	private byte[] pending = NOTHING;

	private int position;

	private boolean begun;

	PulseStream(EndedCalls.Reader calls, Supplier<Optional<Operator>> who, ToLongFunction<Operator> underWay,
			ObjectMapper json, Clock clock, LongSupplier nanoClock, CountDownLatch end, Runnable onClose) {
		this.calls = calls;
		this.who = who;
		this.underWay = underWay;
		this.json = json;
		this.clock = clock;
		this.nanoClock = nanoClock;
		this.end = end;
		this.onClose = onClose;
		this.pulseNanos = this.nanoClock.getAsLong();
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		Objects.checkFromIndexSize(offset, length, bytes.length);
		if (length == 0) {
			return 0;
		}
		if (this.position == this.pending.length && !next()) {
			return -1;
		}
		int count = Math.min(length, this.pending.length - this.position);
		System.arraycopy(this.pending, this.position, bytes, offset, count);
		this.position += count;
		return count;
	}

	/** Waits for the next pulse; returns false at the end of the stream. */
	private boolean next() throws IOException {
		boolean first = !this.begun;
		this.begun = true;
		if (!first && ended()) {
			return false;
		}
		Operator seer = seer();
		if (this.closed.get() || seer == null) {
			return false;
		}
		String event = "event: pulse\ndata: " + this.json.writeValueAsString(pulse(seer)) + "\n\n";
		this.pending = (first ? HEAD + event : event).getBytes(StandardCharsets.UTF_8);
		this.position = 0;
		return true;
	}

	private boolean ended() throws InterruptedIOException {
		try {
			long left = this.pulseNanos + PERIOD_NANOS - this.nanoClock.getAsLong();
			return this.end.await(left, TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("The wait for the next pulse was interrupted");
		}
	}

	private @Nullable Operator seer() {
		long now = this.nanoClock.getAsLong();
		if (this.operator == null || now - this.checkedNanos >= CHECK_NANOS) {
			this.checkedNanos = now;
			try {
				this.operator = this.who.get().orElse(null);
			}
			catch (CallRefused ex) {
				// The viewer's rights cannot be checked now, so the stream ends.
				this.operator = null;
			}
		}
		return this.operator;
	}

	private Pulse pulse(Operator seer) {
		long now = this.nanoClock.getAsLong();
		// The first pulse comes at once; a shorter divisor would overstate a single call.
		double seconds = Math.max(1, (now - this.pulseNanos) / NANOS_PER_SECOND);
		this.pulseNanos = now;
		Pulse.Sum sum = new Pulse.Sum(seer);
		this.calls.read(sum::add);
		return sum.pulse(this.clock.instant(), seconds, this.underWay.applyAsLong(seer));
	}

	@Override
	public void close() {
		if (this.closed.compareAndSet(false, true)) {
			this.calls.close();
			this.onClose.run();
		}
	}

}
