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
 * usage and cost. It travels through the pipeline as the exchange's only property.
 * Written by the thread that serves it.
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
	 * @param at when the request was received, to the millisecond
	 * @param startedNanos the same time on {@link System#nanoTime}'s clock
	 * @param headers the caller's headers that Serai reads
	 * @param body reads the request's body as received; called once, when first needed
	 * @param client the caller's connection
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
	 * Returns the caller's headers, completed by the key's defaults once the key is
	 * known.
	 */
	public CallHeaders headers() {
		return this.headers;
	}

	public void cameInAt(Entrance where) {
		this.entrance = where;
	}

	/** Returns the endpoint and the caller's address. */
	public Entrance entrance() {
		return this.entrance;
	}

	/** Returns the request's body as received, or as last {@link #changed}. */
	public byte[] wire() {
		byte[] bytes = this.wire;
		if (bytes == null) {
			bytes = this.body.get();
			this.wire = bytes;
		}
		return bytes;
	}

	/** Returns whether the caller has closed the connection. Safe from any thread. */
	public boolean clientGone() {
		return this.client.isGone();
	}

	/**
	 * Marks the sent stream as incomplete: the connection is closed after it, so that a
	 * caller who ignores error events notices, too.
	 */
	public void abortConnection() {
		this.client.abort();
	}

	/**
	 * Releases the caller's connection after the reply was sent: it is no longer
	 * monitored.
	 */
	public void hangUp() {
		this.client.release();
	}

	/**
	 * Cancels the attempt under way because the answer is no longer wanted. Safe from any
	 * thread.
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
	 * Lets the call run to its end even when its caller disconnects, because the caller
	 * can ask for the answer again.
	 */
	public void lasts() {
		this.lasting = true;
	}

	public boolean isLasting() {
		return this.lasting;
	}

	/**
	 * Sets the action that wakes the serving thread when the call is {@linkplain #abandon
	 * abandoned} while it waits for something other than a provider. The action may run
	 * more than once, on any thread, and immediately.
	 */
	public void wakeWith(Runnable action) {
		this.wakeUp = action;
		if (this.abandoned != null) {
			action.run();
		}
	}

	/** Returns why the answer is no longer wanted; null while it is. */
	public @Nullable Abandoned abandoned() {
		return this.abandoned;
	}

	public void authenticated(Caller who) {
		this.caller = who;
		this.headers = who.defaults().complete(this.headers);
	}

	/** Returns the caller; null until the call is authenticated. */
	public @Nullable Caller caller() {
		return this.caller;
	}

	/** Sets the format of the caller's request and of the reply. */
	public void speaks(Format how) {
		this.format = how;
	}

	/**
	 * Returns the caller's format.
	 * @throws IllegalStateException before the endpoint has set it
	 */
	public Format format() {
		if (this.format == null) {
			throw new IllegalStateException("The endpoint of the call has not said its format yet");
		}
		return this.format;
	}

	/**
	 * Sets the parsed request. Where it has no limit of output, the key's limit applies.
	 */
	public void asks(OperationRequest what) {
		Integer most = (this.caller != null) ? this.caller.defaults().maxOutputTokens() : null;
		this.request = (most != null && what.maxOutputTokens() == null) ? what.withMaxOutputTokens(most) : what;
	}

	/**
	 * Replaces the request, as if the caller had sent the new one.
	 * @param bytes the new body of the request
	 */
	public void changed(byte[] bytes, OperationRequest what) {
		this.wire = bytes;
		asks(what);
	}

	/**
	 * Returns the parsed request.
	 * @throws IllegalStateException before it was parsed
	 */
	public OperationRequest request() {
		if (this.request == null) {
			throw new IllegalStateException("The request has not been read yet");
		}
		return this.request;
	}

	/** Returns whether the request has been parsed. */
	public boolean isRead() {
		return this.request != null;
	}

	/** Returns whether the caller asked for a stream. */
	public boolean isStreaming() {
		return this.request != null && this.request.stream();
	}

	public void roughInput(long tokens) {
		this.roughInput = tokens;
	}

	/** Returns a rough estimate of the request's tokens; 0 before it was routed. */
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
	 * Returns the deployments that may be tried.
	 * @throws IllegalStateException before the decision
	 */
	public Plan plan() {
		if (this.plan == null) {
			throw new IllegalStateException("The call has not been routed yet");
		}
		return this.plan;
	}

	/** Returns the call's deadline on {@link System#nanoTime}'s clock. */
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
	 * Returns the attempt under way or, after the end, the last one.
	 * @throws IllegalStateException before the first attempt
	 */
	public Attempt attempt() {
		Attempt attempt = this.current;
		if (attempt == null) {
			throw new IllegalStateException("Nothing has been tried yet");
		}
		return attempt;
	}

	/** Returns the latest attempt; null before the first. Safe from any thread. */
	public @Nullable Attempt currentAttempt() {
		return this.current;
	}

	public List<Attempt> attempts() {
		return Collections.unmodifiableList(this.attempts);
	}

	/**
	 * Returns how many attempts sent a request. Those that an open breaker prevented do
	 * not count.
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

	/** Adds time that was spent waiting for providers. */
	public void waited(long nanos) {
		this.waitedNanos += nanos;
	}

	/**
	 * Returns the time that Serai itself took so far, in nanoseconds: all time except
	 * waiting for providers.
	 */
	public long overheadNanos(long nowNanos) {
		return Math.max(0, nowNanos - this.startedNanos - this.waitedNanos);
	}

	/**
	 * Registers a step to run once when the call ends, whatever its outcome. By then
	 * usage and cost are final, and the last bytes of the answer have not been sent: they
	 * are sent after all steps have run. Steps run in reverse order of registration,
	 * because what was acquired last is released first; a step that fails does not
	 * prevent the others from running.
	 */
	public void atEnd(Consumer<Call> step) {
		this.atEnd.add(step);
	}

	/**
	 * Ends the call; only the first outcome counts.
	 * @throws RuntimeException the first exception of an {@linkplain #atEnd end step},
	 * after all steps have run
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
					// Catches errors, too: after an OutOfMemoryError in one step the
					// others must still record the call and release what it holds.
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

	/** Returns whether a simulator answered instead of a provider. */
	public boolean isSimulated() {
		return this.simulated;
	}

	public void cache(CacheUse use) {
		this.cacheUse = use;
	}

	/** Returns how the cache was used; null when the call ended before that step. */
	public @Nullable CacheUse cacheUse() {
		return this.cacheUse;
	}

	/** Marks the answer as a stored one. */
	public void recalled(Origin from) {
		this.origin = from;
		this.simulated = from.simulated();
	}

	/** Returns the source of a stored answer; null when the answer is new. */
	public @Nullable Origin origin() {
		return this.origin;
	}

	/** Marks the call as a replay of an earlier call with the same idempotency key. */
	public void replayed() {
		this.replayed = true;
	}

	public boolean isReplayed() {
		return this.replayed;
	}

	/**
	 * Starts to copy the answer while it is sent.
	 * @param limit the largest copy that is useful, in bytes
	 */
	public void transcribe(int limit) {
		if (this.transcript == null) {
			this.transcript = new Transcript(limit);
		}
		this.transcript.widen(limit);
	}

	/** Returns the copy of the answer; null when none was requested. */
	public @Nullable Transcript transcript() {
		return this.transcript;
	}

	/** Adds a guardrail's finding. */
	public void guarded(GuardEvent event) {
		this.guardEvents.add(event);
	}

	public List<GuardEvent> guardEvents() {
		return Collections.unmodifiableList(this.guardEvents);
	}

	/** Returns the usage of all attempts together. */
	public Usage usage() {
		return this.attempts.size() == 1 ? this.attempts.getFirst().usage()
				: this.attempts.stream().map(Attempt::usage).reduce(Usage.NONE, Usage::plus);
	}

	/** Returns the cost of all attempts together. */
	public Cost cost() {
		return this.attempts.size() == 1 ? this.attempts.getFirst().cost()
				: this.attempts.stream().map(Attempt::cost).reduce(Cost.ZERO, Cost::plus);
	}

	public void baseline(@Nullable BigDecimal usd) {
		this.baselineUsd = usd;
	}

	/**
	 * Returns what the baseline deployment would have cost, in US dollars; null when
	 * unknown.
	 */
	public @Nullable BigDecimal baselineUsd() {
		return this.baselineUsd;
	}

	/**
	 * Returns baseline minus cost in US dollars, negative when the call cost more; null
	 * when either is unknown.
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
		/** The call's deadline has passed. */
		DEADLINE("The call's time is up"),
		/** Serai is shutting down and the grace period for calls under way is over. */
		SHUTDOWN("Serai is being shut down");

		private final String message;

		Abandoned(String message) {
			this.message = message;
		}

	}

}
