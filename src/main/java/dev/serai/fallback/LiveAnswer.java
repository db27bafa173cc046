package dev.serai.fallback;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;

import dev.serai.call.Attempt;
import dev.serai.call.ProviderFailure;
import dev.serai.call.chat.ChatEvent;
import dev.serai.cost.OwnCount;
import dev.serai.provider.PassingDecoder;
import dev.serai.provider.SseEvent;
import dev.serai.provider.SseReader;
import dev.serai.provider.StreamDecoder;
import org.jspecify.annotations.Nullable;

/**
 * A provider's answer as it comes. {@link #prime} reads up to the first content, so that
 * everything before it may still be tried elsewhere. Whoever holds it must close it;
 * closing before the end closes the provider's connection. One per attempt, not
 * thread-safe.
 */
public final class LiveAnswer implements ProviderAnswer, Closeable {

	private static final int BUFFER = 8 * 1024;

	private static final int MAX_EVENT = 16 * 1024 * 1024;

	/** An answer that has failed has so long to say what it used, whatever else comes. */
	private static final Duration REST_OF_FAILED = Duration.ofSeconds(1);

	private final Attempt attempt;

	private final InputStream in;

	private final StreamDecoder decoder;

	private final Duration idle;

	private final LongSupplier nanoClock;

	private final SseReader sse = new SseReader(MAX_EVENT);

	private final byte[] buffer = new byte[BUFFER];

	private final Deque<Piece> ready = new ArrayDeque<>();

	private final OwnCount count = new OwnCount();

	private ChatEvent.@Nullable Started started;

	private boolean anyEvent;

	private boolean contentSeen;

	private boolean ended;

	private boolean failing;

	/** Why the answer broke; told once everything before it has been. */
	private @Nullable ProviderFailure broken;

	/**
	 * @param in the answer's body; owned and closed by this object
	 * @param idle the longest silence
	 */
	LiveAnswer(Attempt attempt, InputStream in, StreamDecoder decoder, Duration idle, LongSupplier nanoClock) {
		this.attempt = attempt;
		this.in = in;
		this.decoder = decoder;
		this.idle = idle;
		this.nanoClock = nanoClock;
	}

	public Attempt attempt() {
		return this.attempt;
	}

	/**
	 * Reads until the first content, or the end of an answer that has none.
	 * @throws ProviderFailure when the answer fails before
	 */
	void prime() {
		while (!this.contentSeen && !this.ended) {
			pump();
		}
	}

	/**
	 * What came next, waiting for it if need be.
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
	 * The answer's name for itself where it is passed on as it is; null where it is
	 * translated.
	 */
	public ChatEvent.@Nullable Started passedOnAs() {
		return (this.decoder instanceof PassingDecoder) ? this.started : null;
	}

	/** Whether {@link #next} would return without waiting for the provider. */
	public boolean hasReady() {
		return !this.ready.isEmpty();
	}

	/** Serai's own count of what came of the answer so far. */
	OwnCount ownCount() {
		return this.count;
	}

	private void pump() {
		int count = read();
		if (count < 0) {
			this.sse.end(this::accept);
			if (!this.anyEvent) {
				throw ProviderFailure.of(ProviderFailure.Kind.MALFORMED, "The answer is no stream of events");
			}
			take(this.decoder.end(), null);
			this.ended = true;
			this.attempt.expectNothing();
		}
		else {
			this.sse.feed(this.buffer, 0, count, this::accept);
		}
	}

	private int read() {
		ProviderFailure pending = this.decoder.pendingFailure();
		if (pending != null && !this.failing) {
			this.failing = true;
			this.attempt.expectBy(this.nanoClock.getAsLong() + REST_OF_FAILED.toNanos(), pending);
		}
		try {
			int count = this.in.read(this.buffer, 0, BUFFER);
			if (pending == null) {
				this.attempt.expectBy(this.nanoClock.getAsLong() + this.idle.toNanos());
			}
			return count;
		}
		catch (IOException ex) {
			throw (pending != null && this.attempt.cancelled() == null) ? pending : WireFailures.of(this.attempt, ex);
		}
	}

	private void accept(SseEvent event) {
		this.anyEvent = true;
		List<ChatEvent> events = this.decoder.decode(event);
		take(events, (this.decoder instanceof PassingDecoder passing) ? passing.passedOn() : null);
	}

	private void take(List<ChatEvent> events, @Nullable String passedOn) {
		if (events.isEmpty() && passedOn == null) {
			return;
		}
		for (int i = 0; i < events.size(); i++) {
			ChatEvent event = events.get(i);
			if (event instanceof ChatEvent.Failed failed) {
				throw failed.failure();
			}
			note(event);
		}
		this.ready.add(new Piece(events, passedOn));
	}

	private void note(ChatEvent event) {
		switch (event) {
			case ChatEvent.Started begin -> this.started = begin;
			case ChatEvent.Used used -> this.attempt.used(used.usage());
			case ChatEvent.ServedIn served -> this.attempt.servedIn(served.tier());
			default -> this.count.note(event);
		}
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
			// The connection is gone either way.
			this.ended = true;
		}
	}

	/**
	 * What one of the provider's events means.
	 *
	 * @param passedOn what a caller of the same protocol gets for it; null when nothing,
	 * or when the caller speaks another
	 */
	public record Piece(List<ChatEvent> events, @Nullable String passedOn) {
	}

}
