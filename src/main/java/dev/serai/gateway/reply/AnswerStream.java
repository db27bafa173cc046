package dev.serai.gateway.reply;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.LongSupplier;

import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.Outcome;
import dev.serai.gateway.call.Transcript;
import dev.serai.gateway.operation.StreamWriter;
import dev.serai.gateway.fallback.Chain;
import dev.serai.gateway.fallback.Exhausted;
import dev.serai.gateway.fallback.LiveAnswer;
import dev.serai.gateway.fallback.LiveAnswer.Piece;
import dev.serai.gateway.fallback.Settlement;
import dev.serai.gateway.guardrail.AnswerGuards;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.AnswerEvent;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A streamed answer as bytes in the caller's format. Each read returns what has arrived;
 * it waits for the provider only when nothing has. The stream ends with exactly one of:
 * the format's end, one error event (which may be a guardrail's), or an early close
 * because the caller has gone, which closes the provider's connection. Only after the
 * format's end it {@linkplain #isComplete is complete}; the sender must not let any other
 * end look like one. Not thread-safe.
 */
public final class AnswerStream extends InputStream {

	private static final Logger LOG = LoggerFactory.getLogger(AnswerStream.class);

	private static final byte[] NOTHING = {};

	/** The size of a few chunks, in bytes. */
	private static final int USUAL = 1_024;

	/** Bounds memory: a caller who reads slowly slows the provider down instead. */
	private static final int MOST_AT_ONCE = 64 * 1024;

	private final Call call;

	private final LiveAnswer answer;

	private final StreamWriter writer;

	private final @Nullable AnswerGuards guards;

	private final Chain chain;

	private final Settlement settlement;

	private final Exhausted exhausted;

	private final LongSupplier nanoClock;

	private byte[] current = NOTHING;

	private int position;

	private boolean ended;

	private boolean complete;

	/**
	 * @param guards the guardrails that check the answer; null when there are none
	 */
	AnswerStream(Call call, LiveAnswer answer, StreamWriter writer, @Nullable AnswerGuards guards, Chain chain,
			Settlement settlement, Exhausted exhausted, LongSupplier nanoClock) {
		this.call = call;
		this.answer = answer;
		this.writer = writer;
		this.guards = guards;
		this.chain = chain;
		this.settlement = settlement;
		this.exhausted = exhausted;
		this.nanoClock = nanoClock;
		if (guards == null) {
			answer.relay();
		}
	}

	/** Returns whether the stream has ended with a complete answer. */
	public boolean isComplete() {
		return this.complete;
	}

	/**
	 * Sends what has arrived in one piece; waits if nothing has.
	 * @param out nothing else is called on it
	 * @return false when the stream has ended, and nothing was sent
	 * @throws IOException when it cannot be sent
	 */
	public boolean sendNext(OutputStream out) throws IOException {
		Frames frames = new Frames();
		if (!fill(frames)) {
			return false;
		}
		frames.writeTo(out);
		return true;
	}

	@Override
	public int read() {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
	}

	@Override
	public int read(byte[] target, int offset, int length) {
		if (length == 0) {
			return 0;
		}
		if (this.position == this.current.length) {
			Frames frames = new Frames();
			if (!fill(frames)) {
				return -1;
			}
			this.current = frames.toByteArray();
			this.position = 0;
		}
		int count = Math.min(length, this.current.length - this.position);
		System.arraycopy(this.current, this.position, target, offset, count);
		this.position += count;
		return count;
	}

	/**
	 * Adds the next frames; waits for the provider only while there are none. Returns
	 * false at the end.
	 */
	private boolean fill(Frames frames) {
		while (!this.ended && (frames.size() == 0 || this.answer.hasReady()) && frames.size() < MOST_AT_ONCE) {
			advance(frames);
		}
		return frames.size() > 0;
	}

	private void advance(Frames frames) {
		int before = frames.size();
		try {
			Piece piece = this.answer.next();
			if (piece != null) {
				say(piece, frames);
			}
			else {
				complete(frames);
			}
		}
		catch (ProviderFailure failure) {
			frames.cutTo(before);
			broken(failure, frames);
		}
		catch (RuntimeException | Error defect) {
			// Rethrown, it would end the stream without an error event.
			LOG.error("The answer to call {} could not be sent", this.call.id(), defect);
			frames.cutTo(before);
			brokenByDefect(frames);
		}
	}

	private void brokenByDefect(ByteArrayOutputStream frames) {
		if (!this.ended) {
			broken(ProviderFailure.of(ProviderFailure.Kind.MALFORMED, "The answer could not be processed"), frames);
			return;
		}
		// The call is recorded already; only the stream can still report the error.
		this.complete = false;
		frames.writeBytes(this.writer.error(ApiError.DEFECT));
	}

	private void say(Piece piece, ByteArrayOutputStream frames) {
		List<? extends AnswerEvent> events = piece.events();
		byte[] asItCame = piece.passedOn();
		if (this.guards != null) {
			List<? extends AnswerEvent> passed = this.guards.pass(events);
			if (this.guards.isStopped()) {
				this.writer.events(passed, frames);
				blocked(this.guards, frames);
				return;
			}
			if (this.guards.intervene()) {
				// The provider's own bytes would show what the guardrails hide.
				events = passed;
				asItCame = null;
			}
		}
		Transcript transcript = this.call.transcript();
		if (transcript == null) {
			write(events, asItCame, frames);
			return;
		}
		ByteArrayOutputStream piecesOwn = new ByteArrayOutputStream(USUAL);
		write(events, asItCame, piecesOwn);
		byte[] own = piecesOwn.toByteArray();
		frames.writeBytes(own);
		transcribe(transcript, own, events);
	}

	private void write(List<? extends AnswerEvent> events, byte @Nullable [] asItCame, ByteArrayOutputStream frames) {
		if (asItCame != null) {
			this.writer.relay(asItCame, frames);
		}
		else {
			this.writer.events(events, frames);
		}
	}

	/** Copies what is sent. */
	private void transcribe(Transcript transcript, byte[] frames, List<? extends AnswerEvent> events) {
		transcript.add(this.writer.kept(frames));
		transcript.mean(events);
	}

	/** Ends the answer for a guardrail and cancels the attempt. */
	private void blocked(AnswerGuards by, ByteArrayOutputStream frames) {
		this.chain.streamEnded(this.call, this.answer, Outcome.BLOCKED, null);
		this.settlement.compare(this.call);
		ending(Outcome.BLOCKED, by.refusal(), frames);
	}

	private void complete(ByteArrayOutputStream frames) {
		if (this.guards != null) {
			List<? extends AnswerEvent> rest = this.guards.end();
			byte[] heldBack = this.writer.events(rest);
			frames.writeBytes(heldBack);
			if (this.guards.isStopped()) {
				blocked(this.guards, frames);
				return;
			}
			Transcript transcript = this.call.transcript();
			if (transcript != null) {
				transcribe(transcript, heldBack, rest);
			}
		}
		this.chain.streamEnded(this.call, this.answer, Outcome.OK, null);
		this.settlement.compare(this.call);
		ApiError refused = end(Outcome.OK, null);
		if (refused != null) {
			frames.writeBytes(this.writer.error(refused));
			return;
		}
		this.complete = true;
		frames.writeBytes(this.writer.charge(this.call.charge(this.answer.attempt().usage())));
		frames.writeBytes(this.writer.done());
	}

	private void broken(ProviderFailure failure, ByteArrayOutputStream frames) {
		Outcome outcome = switch (this.call.abandoned()) {
			case CALLER_GONE -> Outcome.CLIENT_CLOSED;
			case DEADLINE -> Outcome.TIMEOUT;
			case SHUTDOWN -> Outcome.TRUNCATED;
			case null -> Outcome.TRUNCATED;
		};
		this.chain.streamEnded(this.call, this.answer, outcome, failure);
		this.settlement.compare(this.call);
		ApiError error = (this.call.abandoned() != null) ? this.exhausted.explain(this.call)
				: this.exhausted.explain(this.call, failure);
		ending(outcome, error, frames);
	}

	private void ending(Outcome outcome, ApiError error, ByteArrayOutputStream frames) {
		ApiError told = end(outcome, error);
		frames.writeBytes(this.writer.error((told != null) ? told : error));
	}

	/**
	 * @return the error to send; also an error when a complete answer could not be
	 * recorded
	 */
	private @Nullable ApiError end(Outcome outcome, @Nullable ApiError error) {
		this.ended = true;
		if (this.guards != null) {
			this.guards.close();
		}
		try {
			this.call.ended(outcome, error, this.nanoClock.getAsLong());
			return error;
		}
		catch (CallRefused ex) {
			return ex.error();
		}
		finally {
			this.answer.close();
		}
	}

	/**
	 * Closing before the end means that the caller has gone. A call that
	 * {@linkplain Call#lasts lasts} is still read to its end.
	 */
	@Override
	public void close() {
		while (!this.ended && this.call.isLasting()) {
			advance(new Frames());
		}
		if (!this.ended) {
			this.call.abandon(Call.Abandoned.CALLER_GONE);
			// If the deadline has passed before, that is the outcome.
			Outcome outcome = (this.call.abandoned() == Call.Abandoned.DEADLINE) ? Outcome.TIMEOUT
					: Outcome.CLIENT_CLOSED;
			this.chain.streamEnded(this.call, this.answer, outcome, null);
			this.settlement.compare(this.call);
			end(outcome, this.exhausted.explain(this.call));
		}
	}

	/** Frames that are sent together. */
	private static final class Frames extends ByteArrayOutputStream {

		Frames() {
			super(USUAL);
		}

		/** Removes the last bytes. */
		void cutTo(int size) {
			this.count = size;
		}

	}

}
