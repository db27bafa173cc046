package dev.serai.gateway.call;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.serai.gateway.operation.CallCharge;
import dev.serai.gateway.operation.Format;
import dev.serai.gateway.operation.OperationRequest;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.Usage;
import dev.serai.platform.error.ApiError;
import org.jspecify.annotations.Nullable;

/**
 * One request of a caller and all that happens for it: identity, decision, attempts,
 * usage and cost live here and nowhere else. It travels through the pipeline as the
 * exchange's one property. One per request; written by the thread that serves it.
 */
public final class Call {

	private final UUID id;

	private final Instant at;

	private final long startedNanos;

	private CallHeaders headers;

	private final Supplier<byte[]> body;

	private byte @Nullable [] wire;

	private final ClientConnection client;

	private final List<Attempt> attempts = new ArrayList<>(1);

	private Entrance entrance = Entrance.UNKNOWN;

	private @Nullable Caller caller;

	private @Nullable Format format;

	private @Nullable OperationRequest request;

	private long roughInput;

	private @Nullable Decision decision;

	private @Nullable Plan plan;

	private volatile @Nullable Attempt current;

	private volatile @Nullable Abandoned abandoned;

	private @Nullable Outcome outcome;

	private @Nullable ApiError error;

	private @Nullable BigDecimal baselineUsd;

	private boolean simulated;

	private @Nullable CacheUse cacheUse;

	private @Nullable Origin origin;

	private @Nullable Transcript transcript;

	private boolean replayed;

	private volatile boolean lasting;

	private volatile @Nullable Runnable wakeUp;

	private final List<GuardEvent> guardEvents = new ArrayList<>(0);

	private long waitedNanos;

	private volatile long deadlineNanos = Long.MAX_VALUE;

	private long endedNanos;

	private final List<Consumer<Call>> atEnd = new ArrayList<>(4);

	/**
	 * @param id a UUID of version 7, whose time is {@code at}
	 * @param at when the request came, to the millisecond
	 * @param startedNanos the same on {@link System#nanoTime}'s clock
	 * @param headers what the caller said in headers
	 * @param body reads the request's body as it came; asked once, and not before it is
	 * needed
	 * @param client the caller's end of the line
	 */
	public Call(UUID id, Instant at, long startedNanos, CallHeaders headers, Supplier<byte[]> body,
			ClientConnection client) {
		this.id = id;
		this.at = at;
		this.startedNanos = startedNanos;
		this.headers = headers;
		this.body = body;
		this.client = client;
	}

	public UUID id() {
		return this.id;
	}

	public Instant at() {
		return this.at;
	}

	public long startedNanos() {
		return this.startedNanos;
	}

	/**
	 * What the caller said in headers, completed by the key's defaults once it is known.
	 */
	public CallHeaders headers() {
		return this.headers;
	}

	public void cameInAt(Entrance where) {
		this.entrance = where;
	}

	/** Where the call came in and from where. */
	public Entrance entrance() {
		return this.entrance;
	}

	/** The request's body as it came, unless it was {@link #changed}. */
	public byte[] wire() {
		byte[] bytes = this.wire;
		if (bytes == null) {
			bytes = this.body.get();
			this.wire = bytes;
		}
		return bytes;
	}

	/** Whether the caller has gone. Safe from any thread. */
	public boolean clientGone() {
		return this.client.isGone();
	}

	/**
	 * The stream that was sent is not a complete answer: the connection is closed behind
	 * it, so that a caller who does not look at error events notices, too.
	 */
	public void abortConnection() {
		this.client.abort();
	}

	/** The reply is out: the caller's line is not looked at any more. */
	public void hangUp() {
		this.client.release();
	}

	/**
	 * Nobody waits for the answer any more: the attempt under way is cancelled. Safe from
	 * any thread.
	 */
	public void abandon(Abandoned reason) {
		if (this.lasting && reason == Abandoned.CALLER_GONE) {
			return;
		}
		if (this.abandoned == null) {
			this.abandoned = reason;
		}
		Runnable waiting = this.wakeUp;
		if (waiting != null) {
			waiting.run();
		}
		Attempt attempt = this.current;
		if (attempt != null) {
			attempt.cancel(ProviderFailure.of(ProviderFailure.Kind.CANCELLED, reason.message));
		}
	}

	/**
	 * The call goes on to its end even when its caller leaves, who will ask for the
	 * answer again.
	 */
	public void lasts() {
		this.lasting = true;
	}

	public boolean isLasting() {
		return this.lasting;
	}

	/**
	 * Says how the thread that serves the call is woken when the call is
	 * {@linkplain #abandon abandoned} while it waits for something else than a provider.
	 * May be run more than once, by any thread, and at once.
	 */
	public void wakeWith(Runnable action) {
		this.wakeUp = action;
		if (this.abandoned != null) {
			action.run();
		}
	}

	/** Why nobody waits any more; null while somebody does. */
	public @Nullable Abandoned abandoned() {
		return this.abandoned;
	}

	public void authenticated(Caller who) {
		this.caller = who;
		this.headers = who.defaults().complete(this.headers);
	}

	/** Who calls; null until the call is authenticated. */
	public @Nullable Caller caller() {
		return this.caller;
	}

	/** Says how the caller speaks and is answered. */
	public void speaks(Format how) {
		this.format = how;
	}

	/**
	 * How the caller speaks.
	 * @throws IllegalStateException before its endpoint has said so
	 */
	public Format format() {
		if (this.format == null) {
			throw new IllegalStateException("The endpoint of the call has not said its format yet");
		}
		return this.format;
	}

	/** The request is understood; the key's limit of output holds where it has none. */
	public void asks(OperationRequest what) {
		Integer most = (this.caller != null) ? this.caller.defaults().maxOutputTokens() : null;
		this.request = (most != null && what.maxOutputTokens() == null) ? what.withMaxOutputTokens(most) : what;
	}

	/**
	 * The request is changed: from here on it is as if the caller had sent this.
	 * @param bytes the request's body as it is now
	 */
	public void changed(byte[] bytes, OperationRequest what) {
		this.wire = bytes;
		asks(what);
	}

	/**
	 * What the caller asks for.
	 * @throws IllegalStateException before it was read
	 */
	public OperationRequest request() {
		if (this.request == null) {
			throw new IllegalStateException("The request has not been read yet");
		}
		return this.request;
	}

	/** Whether the request was understood. */
	public boolean isRead() {
		return this.request != null;
	}

	/** Whether the answer is to come as it is made. */
	public boolean isStreaming() {
		return this.request != null && this.request.stream();
	}

	public void roughInput(long tokens) {
		this.roughInput = tokens;
	}

	/** The request's tokens, roughly; 0 before it was routed. */
	public long roughInput() {
		return this.roughInput;
	}

	public void decided(Decision ranking, Plan toTry) {
		this.decision = ranking;
		this.plan = toTry;
		this.deadlineNanos = this.startedNanos + toTry.deadline().toNanos();
	}

	public @Nullable Decision decision() {
		return this.decision;
	}

	/**
	 * What may be tried.
	 * @throws IllegalStateException before it was decided
	 */
	public Plan plan() {
		if (this.plan == null) {
			throw new IllegalStateException("The call has not been routed yet");
		}
		return this.plan;
	}

	/** When the call must have ended, on {@link System#nanoTime}'s clock. */
	public long deadlineNanos() {
		return this.deadlineNanos;
	}

	public void begin(Attempt attempt) {
		this.attempts.add(attempt);
		this.current = attempt;
		Abandoned reason = this.abandoned;
		if (reason != null) {
			abandon(reason);
		}
	}

	/**
	 * The attempt under way or, after the last one, that one.
	 * @throws IllegalStateException before the first
	 */
	public Attempt attempt() {
		Attempt attempt = this.current;
		if (attempt == null) {
			throw new IllegalStateException("Nothing has been tried yet");
		}
		return attempt;
	}

	/** The attempt under way; null before the first. Safe from any thread. */
	public @Nullable Attempt currentAttempt() {
		return this.current;
	}

	public List<Attempt> attempts() {
		return Collections.unmodifiableList(this.attempts);
	}

	/**
	 * How often a provider was asked. An attempt that its breaker held back is none.
	 */
	public int tried() {
		int count = 0;
		for (int i = 0; i < this.attempts.size(); i++) {
			if (!this.attempts.get(i).isHeldBack()) {
				count++;
			}
		}
		return count;
	}

	/** Adds to the time that was spent waiting for providers. */
	public void waited(long nanos) {
		this.waitedNanos += nanos;
	}

	/**
	 * Time that Serai itself took so far, in nanoseconds: all but the waiting for
	 * providers.
	 */
	public long overheadNanos(long nowNanos) {
		return Math.max(0, nowNanos - this.startedNanos - this.waitedNanos);
	}

	/**
	 * Has something done when the call has ended: once, whatever the end is. By then
	 * usage and cost are final, and the last bytes of the answer have not gone out yet:
	 * they do when all steps are done. Steps are done latest first, as what was taken
	 * last is given back first; one that fails does not keep the others from being done.
	 */
	public void atEnd(Consumer<Call> step) {
		this.atEnd.add(step);
	}

	/**
	 * The call ends; the first word counts.
	 * @throws RuntimeException what the first step to be done {@linkplain #atEnd at the
	 * end} threw, after all were
	 */
	public void ended(Outcome how, @Nullable ApiError why, long nanos) {
		if (this.outcome == null) {
			this.outcome = how;
			this.error = why;
			this.endedNanos = nanos;
			Throwable failure = null;
			for (Consumer<Call> step : this.atEnd.reversed()) {
				try {
					step.accept(this);
				}
				catch (RuntimeException | Error ex) {
					// Errors, too: what a full heap keeps one step from must not keep the
					// others from recording the call and giving back what it held.
					failure = (failure != null) ? failure : ex;
				}
			}
			if (failure instanceof Error error) {
				throw error;
			}
			if (failure instanceof RuntimeException exception) {
				throw exception;
			}
		}
	}

	public boolean isEnded() {
		return this.outcome != null;
	}

	public @Nullable Outcome outcome() {
		return this.outcome;
	}

	public @Nullable ApiError error() {
		return this.error;
	}

	public long endedNanos() {
		return this.endedNanos;
	}

	public void simulated() {
		this.simulated = true;
	}

	/** Whether a simulator answered, and no provider. */
	public boolean isSimulated() {
		return this.simulated;
	}

	public void cache(CacheUse use) {
		this.cacheUse = use;
	}

	/** What the cache had to do with it; null when the call did not get that far. */
	public @Nullable CacheUse cacheUse() {
		return this.cacheUse;
	}

	/** The answer is not made for this call but was given before. */
	public void recalled(Origin from) {
		this.origin = from;
		this.simulated = from.simulated();
	}

	/** Where an answer came from that was given before; null when it is made anew. */
	public @Nullable Origin origin() {
		return this.origin;
	}

	/** The caller gets what an earlier call with the same idempotency key came to. */
	public void replayed() {
		this.replayed = true;
	}

	public boolean isReplayed() {
		return this.replayed;
	}

	/**
	 * Has the answer written down as it goes out.
	 * @param limit the most bytes that are of use to who asks
	 */
	public void transcribe(int limit) {
		if (this.transcript == null) {
			this.transcript = new Transcript(limit);
		}
		this.transcript.widen(limit);
	}

	/** Where the answer is written down; null when nobody asked for it. */
	public @Nullable Transcript transcript() {
		return this.transcript;
	}

	/** A guardrail has found something. */
	public void guarded(GuardEvent event) {
		this.guardEvents.add(event);
	}

	public List<GuardEvent> guardEvents() {
		return Collections.unmodifiableList(this.guardEvents);
	}

	/** What all attempts used together. */
	public Usage usage() {
		return this.attempts.size() == 1 ? this.attempts.getFirst().usage()
				: this.attempts.stream().map(Attempt::usage).reduce(Usage.NONE, Usage::plus);
	}

	/** What all attempts cost together. */
	public Cost cost() {
		return this.attempts.size() == 1 ? this.attempts.getFirst().cost()
				: this.attempts.stream().map(Attempt::cost).reduce(Cost.ZERO, Cost::plus);
	}

	public void baseline(@Nullable BigDecimal usd) {
		this.baselineUsd = usd;
	}

	/** What the baseline deployment would have cost, US dollars; null when unknown. */
	public @Nullable BigDecimal baselineUsd() {
		return this.baselineUsd;
	}

	/**
	 * Baseline less cost, negative when the call was dearer; null when either is unknown.
	 */
	public @Nullable BigDecimal savedUsd() {
		Cost cost = cost();
		return (this.baselineUsd == null || cost.isUnknown()) ? null : this.baselineUsd.subtract(cost.usd());
	}

	/**
	 * Returns the usage and cost to report to the caller.
	 * @param used the usage to report; for a repeated answer that of the first call
	 */
	public CallCharge charge(Usage used) {
		Cost cost = cost();
		return new CallCharge(used, cost.isUnknown() ? null : cost.usd(), cost.status().name().toLowerCase(Locale.ROOT),
				savedUsd());
	}

	/** Why an answer is no longer wanted. */
	public enum Abandoned {

		/** The caller closed the connection. */
		CALLER_GONE("The caller has gone"),
		/** The call's time is up. */
		DEADLINE("The call's time is up"),
		/** Serai is being ended, and the time for what is under way is up. */
		SHUTDOWN("Serai is being shut down");

		private final String message;

		Abandoned(String message) {
			this.message = message;
		}

	}

}
