package dev.serai.reply;

import java.io.InputStream;
import java.util.List;
import java.util.function.LongSupplier;

import dev.serai.call.ApiError;
import dev.serai.call.Call;
import dev.serai.call.CallRefused;
import dev.serai.call.Outcome;
import dev.serai.call.ProviderFailure;
import dev.serai.call.Transcript;
import dev.serai.call.chat.ChatEvent;
import dev.serai.fallback.Chain;
import dev.serai.fallback.Exhausted;
import dev.serai.fallback.LiveAnswer;
import dev.serai.fallback.LiveAnswer.Piece;
import dev.serai.fallback.Settlement;
import dev.serai.guard.AnswerGuards;
import dev.serai.ingress.openai.ChatStreamWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A live answer as the bytes that the caller gets. Each read brings what is there, and
 * waits for the provider only when nothing is. It ends with exactly one of:
 * {@code [DONE]}, one error event (a guardrail's may be it), or being closed early
 * because the caller has gone, which closes the provider's connection. Only after
 * {@code [DONE]} it {@linkplain #isComplete is complete}; whoever sends it must not let
 * any other end look like one. Not thread-safe.
 */
public final class AnswerStream extends InputStream {

	private static final Logger LOG = LoggerFactory.getLogger(AnswerStream.class);

	private static final byte[] NOTHING = {};

	private final Call call;

	private final LiveAnswer answer;

	private final ChatStreamWriter writer;

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
	AnswerStream(Call call, LiveAnswer answer, ChatStreamWriter writer, @Nullable AnswerGuards guards, Chain chain,
			Settlement settlement, Exhausted exhausted, LongSupplier nanoClock) {
		this.call = call;
		this.answer = answer;
		this.writer = writer;
		this.guards = guards;
		this.chain = chain;
		this.settlement = settlement;
		this.exhausted = exhausted;
		this.nanoClock = nanoClock;
	}

	/** Whether the stream has ended, and with a complete answer. */
	public boolean isComplete() {
		return this.complete;
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
		int count = 0;
		while (count < length) {
			if (this.position == this.current.length && !refill(count == 0)) {
				break;
			}
			int part = Math.min(length - count, this.current.length - this.position);
			System.arraycopy(this.current, this.position, target, offset + count, part);
			this.position += part;
			count += part;
		}
		return (count == 0) ? -1 : count;
	}

	/**
	 * Fetches the next bytes; waits for the provider only where told so. False when there
	 * are none.
	 */
	private boolean refill(boolean wait) {
		while (!this.ended && (wait || this.answer.hasReady())) {
			byte[] next = advance();
			if (next.length > 0) {
				this.current = next;
				this.position = 0;
				return true;
			}
		}
		return false;
	}

	private byte[] advance() {
		try {
			Piece piece = this.answer.next();
			return (piece != null) ? say(piece) : complete();
		}
		catch (ProviderFailure failure) {
			return broken(failure);
		}
		catch (RuntimeException | Error defect) {
			// Thrown on, it would end the stream without an error event.
			LOG.error("The answer to call {} could not be relayed", this.call.id(), defect);
			return brokenByDefect();
		}
	}

	private byte[] brokenByDefect() {
		if (!this.ended) {
			return broken(ProviderFailure.of(ProviderFailure.Kind.MALFORMED, "The answer could not be processed"));
		}
		// The call is recorded already; only the stream can still tell.
		this.complete = false;
		return this.writer.error(ApiError.DEFECT);
	}

	private byte[] say(Piece piece) {
		List<ChatEvent> events = piece.events();
		boolean asItCame = piece.passedOn() != null;
		if (this.guards != null) {
			List<ChatEvent> passed = this.guards.pass(events);
			if (this.guards.isStopped()) {
				return joined(this.writer.events(passed), blocked(this.guards));
			}
			if (this.guards.intervene()) {
				// The provider's own words for it would say what the guardrails hide.
				events = passed;
				asItCame = false;
			}
		}
		byte[] frames = asItCame ? this.writer.relay(piece.passedOn()) : this.writer.events(events);
		transcribe(frames, events);
		return frames;
	}

	/** Writes down what goes out, where somebody wants that. */
	private void transcribe(byte[] frames, List<ChatEvent> events) {
		Transcript transcript = this.call.transcript();
		if (transcript != null) {
			transcript.add(this.writer.kept(frames));
			transcript.mean(events);
		}
	}

	/** A guardrail ends the answer: the provider need not go on. */
	private byte[] blocked(AnswerGuards by) {
		this.chain.streamEnded(this.call, this.answer, Outcome.BLOCKED, null);
		this.settlement.compare(this.call);
		return ending(Outcome.BLOCKED, by.refusal());
	}

	private byte[] complete() {
		byte[] heldBack = NOTHING;
		if (this.guards != null) {
			List<ChatEvent> rest = this.guards.end();
			heldBack = this.writer.events(rest);
			if (this.guards.isStopped()) {
				return joined(heldBack, blocked(this.guards));
			}
			transcribe(heldBack, rest);
		}
		this.chain.streamEnded(this.call, this.answer, Outcome.OK, null);
		this.settlement.compare(this.call);
		ApiError refused = end(Outcome.OK, null);
		if (refused != null) {
			return joined(heldBack, this.writer.error(refused));
		}
		this.complete = true;
		if (!this.call.request().includeUsage()) {
			return joined(heldBack, this.writer.done());
		}
		byte[] usage = this.writer.usage(this.answer.attempt().usage(), this.call.cost(), this.call.savedUsd());
		return joined(heldBack, joined(usage, this.writer.done()));
	}

	private byte[] broken(ProviderFailure failure) {
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
		return ending(outcome, error);
	}

	private byte[] ending(Outcome outcome, ApiError error) {
		ApiError told = end(outcome, error);
		return this.writer.error((told != null) ? told : error);
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
			advance();
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

	private static byte[] joined(byte[] first, byte[] second) {
		if (first.length == 0) {
			return second;
		}
		byte[] both = new byte[first.length + second.length];
		System.arraycopy(first, 0, both, 0, first.length);
		System.arraycopy(second, 0, both, first.length, second.length);
		return both;
	}

}
