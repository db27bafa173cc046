package dev.serai.gateway.fallback;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;

import dev.serai.gateway.call.Attempt;
import dev.serai.gateway.cost.OwnCount;
import dev.serai.gateway.operation.AnswerEvent;
import dev.serai.gateway.operation.AnswerName;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.provider.PassingDecoder;
import dev.serai.gateway.provider.StreamDecoder;
import dev.serai.gateway.provider.StreamEvent;
import dev.serai.gateway.provider.StreamFraming;
import org.jspecify.annotations.Nullable;

/**
 * A streamed answer of a provider. {@link #prime} reads up to the first content; until
 * then another deployment may still be tried. The owner must close it; closing before the
 * end closes the provider's connection. One per attempt, not thread-safe.
 */
public final class LiveAnswer implements ProviderAnswer, Closeable {

	/** The time that a failed answer has to report its usage, whatever else arrives. */
	private static final Duration REST_OF_FAILED = Duration.ofSeconds(1);

	private final Attempt attempt;

	private final InputStream in;

	private final StreamDecoder<?> decoder;

	/**
	 * Passes the answer on unchanged; null where it is translated into another format.
	 */
	private final @Nullable PassingDecoder<?> passing;

	private final Duration idle;

	private final LongSupplier nanoClock;

	private final StreamFraming framing;

	private final Deque<Piece> ready = new ArrayDeque<>(2);

	/** Text of the event that is passed on without being decoded. */
	private final StringBuilder text = new StringBuilder();

	private final OwnCount count = new OwnCount();

	private @Nullable AnswerName name;

	/** Whether pieces of unchanged text need no events. */
	private boolean relaying;

	private boolean anyEvent;

	private boolean contentSeen;

	private boolean ended;

	private boolean failing;

	/** Why the answer broke; thrown after everything before it was returned. */
	private @Nullable ProviderFailure broken;

	/**
	 * @param in the answer's body; owned and closed by this object
	 * @param framing splits it into events
	 * @param sameFormat whether the caller's format is the answer's, so that it may be
	 * passed on unchanged
	 * @param idle the longest time without data
	 */
	LiveAnswer(Attempt attempt, InputStream in, StreamFraming framing, StreamDecoder<?> decoder, boolean sameFormat,
			Duration idle, LongSupplier nanoClock) {
		this.attempt = attempt;
		this.in = in;
		this.framing = framing;
		this.decoder = decoder;
		this.passing = (sameFormat && decoder instanceof PassingDecoder<?> same) ? same : null;
		this.idle = idle;
		this.nanoClock = nanoClock;
	}

	public Attempt attempt() {
		return this.attempt;
	}

	/**
	 * Reads until the first content, or to the end of an answer without content.
	 * @throws ProviderFailure when the answer fails before that
	 */
	void prime() {
		while (!this.contentSeen && !this.ended) {
			pump();
		}
	}

	/**
	 * Returns the next piece, waiting for it if necessary.
	 * @return null at the end of a complete answer
	 * @throws ProviderFailure when the answer breaks
	 */
	public @Nullable Piece next() {
		while (this.ready.isEmpty() && !this.ended) {
			if (this.broken != null) {
				throw this.broken;
			}
			try {
				pump();
			}
			catch (ProviderFailure failure) {
				this.broken = failure;
			}
		}
		return this.ready.poll();
	}

	/**
	 * Returns the answer's own id and name where it is passed on unchanged; null where it
	 * is translated.
	 */
	public @Nullable AnswerName passedOnAs() {
		return (this.passing != null) ? this.name : null;
	}

	/** Stops decoding text that is passed on unchanged: its pieces have no events. */
	public void relay() {
		this.relaying = true;
	}

	/** Returns whether {@link #next} would return without waiting for the provider. */
	public boolean hasReady() {
		return !this.ready.isEmpty();
	}

	/** Returns Serai's own count of the answer so far. */
	OwnCount ownCount() {
		return this.count;
	}

	/** Waits for bytes and borrows a buffer only when there are some. */
	private void pump() {
		int first = waited();
		if (first < 0) {
			end();
			return;
		}
		byte[] buffer = ReadBuffers.SHARED.borrow();
		try {
			buffer[0] = (byte) first;
			this.framing.feed(buffer, 0, 1 + whatIsThere(buffer), this::accept);
		}
		finally {
			ReadBuffers.SHARED.giveBack(buffer);
		}
	}

	private int waited() {
		ProviderFailure pending = this.decoder.pendingFailure();
		if (pending != null && !this.failing) {
			this.failing = true;
			this.attempt.expectBy(this.nanoClock.getAsLong() + REST_OF_FAILED.toNanos(), pending);
		}
		try {
			int first = this.in.read();
			if (pending == null) {
				this.attempt.expectBy(this.nanoClock.getAsLong() + this.idle.toNanos());
			}
			return first;
		}
		catch (IOException ex) {
			throw failure(ex);
		}
	}

	private ProviderFailure failure(IOException ex) {
		ProviderFailure pending = this.decoder.pendingFailure();
		return (pending != null && this.attempt.cancelled() == null) ? pending : WireFailures.of(this.attempt, ex);
	}

	/**
	 * Reads the bytes that arrived with the first byte, which is in the buffer already.
	 */
	private int whatIsThere(byte[] buffer) {
		try {
			int count = Math.min(this.in.available(), buffer.length - 1);
			return (count > 0) ? Math.max(this.in.read(buffer, 1, count), 0) : 0;
		}
		catch (IOException ex) {
			throw failure(ex);
		}
	}

	private void end() {
		this.framing.end(this::accept);
		if (!this.anyEvent) {
			throw ProviderFailure.of(ProviderFailure.Kind.MALFORMED, "The answer is no stream of events");
		}
		take(this.decoder.end(), null);
		this.ended = true;
		this.attempt.expectNothing();
	}

	private void accept(StreamEvent event) {
		this.anyEvent = true;
		PassingDecoder<?> passing = this.passing;
		if (passing == null) {
			take(this.decoder.decode(event), null);
			return;
		}
		byte[] plain = this.relaying ? passing.pass(event, this.text) : null;
		if (plain != null) {
			this.count.said(this.text);
			this.text.setLength(0);
			this.ready.add(new Piece(List.of(), plain));
			return;
		}
		List<? extends AnswerEvent> events = passing.decode(event);
		String passedOn = passing.passedOn();
		take(events, (passedOn != null) ? passedOn.getBytes(StandardCharsets.UTF_8) : null);
	}

	private void take(List<? extends AnswerEvent> events, byte @Nullable [] passedOn) {
		if (events.isEmpty() && passedOn == null) {
			return;
		}
		for (int i = 0; i < events.size(); i++) {
			AnswerEvent event = events.get(i);
			ProviderFailure failure = event.failure();
			if (failure != null) {
				throw failure;
			}
			note(event);
		}
		this.ready.add(new Piece(events, passedOn));
	}

	private void note(AnswerEvent event) {
		AnswerName calls = event.answerName();
		if (calls != null) {
			this.name = calls;
		}
		this.attempt.note(event);
		event.measure(this.count);
		if (!this.contentSeen && event.isContent()) {
			this.contentSeen = true;
			this.attempt.firstToken(this.nanoClock.getAsLong());
		}
	}

	@Override
	public void close() {
		try {
			this.in.close();
		}
		catch (IOException ex) {
			// Ignored: the connection is gone either way.
			this.ended = true;
		}
	}

	/**
	 * One of the provider's events.
	 *
	 * @param events empty, too, for text that is passed on {@linkplain #relay without
	 * decoding}
	 * @param passedOn the bytes for a caller of the same format; null when there are
	 * none, or when the caller uses another format
	 */
	public record Piece(List<? extends AnswerEvent> events, byte @Nullable [] passedOn) {
	}

}
