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
 * A live answer as the bytes that the caller gets. Each piece is what is there, and the
 * provider is waited for only when nothing is. It ends with exactly one of: the format's
 * end, one error event (a guardrail's may be it), or being closed early because the
 * caller has gone, which closes the provider's connection. Only after the format's end it
 * {@linkplain #isComplete is complete}; whoever sends it must not let any other end look
 * like one. Not thread-safe.
 */
public final class AnswerStream extends InputStream {

	private static final Logger LOG = LoggerFactory.getLogger(AnswerStream.class);

	private static final byte[] NOTHING = {};

	/** A few chunks. */
	private static final int USUAL = 1_024;

	/** A caller who reads slowly makes the provider wait, not the heap grow. */
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
	 * @param guards what looks at the answer; null when nothing does
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

	/** Whether the stream has ended, and with a complete answer. */
	public boolean isComplete() {
		return this.complete;
	}

	/**
	 * Sends what came together, in one piece, and waits for it if need be.
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
	 * Adds the next frames; waits for the provider only as long as there are none. False
	 * when there are none any more.
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
			// Thrown on, it would end the stream without an error event.
			LOG.error("The answer to call {} could not be relayed", this.call.id(), defect);
			frames.cutTo(before);
			brokenByDefect(frames);
		}
	}

	private void brokenByDefect(ByteArrayOutputStream frames) {
		if (!this.ended) {
			broken(ProviderFailure.of(ProviderFailure.Kind.MALFORMED, "The answer could not be processed"), frames);
			return;
		}
		// The call is recorded already; only the stream can still tell.
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
				// The provider's own words for it would say what the guardrails hide.
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

	/** Writes down what goes out. */
	private void transcribe(Transcript transcript, byte[] frames, List<? extends AnswerEvent> events) {
		transcript.add(this.writer.kept(frames));
		transcript.mean(events);
	}

	/** A guardrail ends the answer: the provider need not go on. */
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
	 * @return the error to tell: what could not be recorded is not told as if it were
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
	 * Closing before the end means that the caller has gone. A call that lasts is read to
	 * its end all the same.
	 */
	@Override
	public void close() {
		while (!this.ended && this.call.isLasting()) {
			advance(new Frames());
		}
		if (!this.ended) {
			this.call.abandon(Call.Abandoned.CALLER_GONE);
			// Its time may have been up before: then that is why.
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

		/** Takes the last bytes back. */
		void cutTo(int size) {
			this.count = size;
		}

	}

}
