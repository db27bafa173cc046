package dev.serai.gateway.call;

import java.util.concurrent.atomic.AtomicReference;

import dev.serai.gateway.operation.AnswerEvent;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.Usage;
import org.jspecify.annotations.Nullable;

/**
 * One try at one deployment. Written by the thread that serves the call; only
 * {@link #cancel} may be called from other threads.
 */
public final class Attempt {

	/** A time that is never reached. */
	private static final long NO_LIMIT = Long.MAX_VALUE;

	private static final ProviderFailure SILENT = ProviderFailure.of(ProviderFailure.Kind.TIMEOUT,
			"Nothing came in time");

	private final int number;

	private final String deployment;

	private final String provider;

	private final String model;

	private final long startedNanos;

	private final AtomicReference<ProviderFailure> cancelled = new AtomicReference<>();

	private final AtomicReference<Runnable> disconnect = new AtomicReference<>();

	private volatile long limitNanos = NO_LIMIT;

	private volatile ProviderFailure whenOverdue = SILENT;

	private int status;

	private long firstByteNanos;

	private long answerBeganNanos;

	private long firstTokenNanos;

	private long endedNanos;

	private @Nullable Outcome outcome;

	private @Nullable ProviderFailure failure;

	private Usage usage = Usage.NONE;

	private @Nullable String tier;

	private Cost cost = Cost.ZERO;

	/**
	 * @param number the attempt's number within its call, from 1
	 * @param startedNanos the start on {@link System#nanoTime}'s clock, like all times
	 * here
	 */
	public Attempt(int number, String deployment, String provider, String model, long startedNanos) {
		this.number = number;
		this.deployment = deployment;
		this.provider = provider;
		this.model = model;
		this.startedNanos = startedNanos;
	}

	public int number() {
		return this.number;
	}

	public String deployment() {
		return this.deployment;
	}

	public String provider() {
		return this.provider;
	}

	public String model() {
		return this.model;
	}

	public long startedNanos() {
		return this.startedNanos;
	}

	/**
	 * Sets the action that closes the provider's connection when the attempt is
	 * cancelled.
	 */
	public void disconnectWith(Runnable action) {
		this.disconnect.set(action);
		if (this.cancelled.get() != null) {
			action.run();
		}
	}

	/** Cancels the attempt. Only the first reason counts. Safe from any thread. */
	public void cancel(ProviderFailure reason) {
		if (this.cancelled.compareAndSet(null, reason)) {
			Runnable action = this.disconnect.get();
			if (action != null) {
				action.run();
			}
		}
	}

	/** Returns why the attempt was cancelled; null when it was not. */
	public @Nullable ProviderFailure cancelled() {
		return this.cancelled.get();
	}

	/**
	 * Sets when the provider must have sent something next; after that the deadline
	 * monitor cancels the attempt.
	 */
	public void expectBy(long nanos) {
		expectBy(nanos, SILENT);
	}

	/**
	 * Sets when the provider must have sent the rest of an answer that has already
	 * failed; after that the deadline monitor cancels the attempt with this failure.
	 */
	public void expectBy(long nanos, ProviderFailure failure) {
		this.whenOverdue = failure;
		this.limitNanos = nanos;
	}

	public void expectNothing() {
		this.limitNanos = NO_LIMIT;
	}

	/** Returns the reason to cancel the attempt with once it is {@link #overdue}. */
	public ProviderFailure whenOverdue() {
		return this.whenOverdue;
	}

	/** Returns whether the time set with {@code expectBy} has passed. */
	public boolean overdue(long nowNanos) {
		long limit = this.limitNanos;
		return limit != NO_LIMIT && nowNanos - limit > 0;
	}

	/** Records that the provider's status line and headers have arrived. */
	public void responded(int httpStatus, long nanos) {
		this.status = httpStatus;
		this.firstByteNanos = nanos;
	}

	/**
	 * Records that the first byte of the answer's body has arrived. Bytes that only keep
	 * the connection open do not count.
	 */
	public void answerBegan(long nanos) {
		this.answerBeganNanos = nanos;
	}

	public void firstToken(long nanos) {
		if (this.firstTokenNanos == 0) {
			this.firstTokenNanos = nanos;
		}
	}

	/** Records the usage and service tier that an event of the answer contains. */
	public void note(AnswerEvent event) {
		Usage total = event.usage();
		if (total != null) {
			used(total);
		}
		String tierSaid = event.tier();
		if (tierSaid != null) {
			servedIn(tierSaid);
		}
	}

	/** Replaces the attempt's usage so far; the provider's last figures count. */
	public void used(Usage total) {
		this.usage = total;
	}

	/** Records the service tier that the provider reports; the last one counts. */
	public void servedIn(String serviceTier) {
		this.tier = serviceTier;
	}

	public void priced(Cost price) {
		this.cost = price;
	}

	public void ended(Outcome result, @Nullable ProviderFailure reason, long nanos) {
		this.outcome = result;
		this.failure = reason;
		this.endedNanos = nanos;
		expectNothing();
	}

	public boolean isEnded() {
		return this.outcome != null;
	}

	/**
	 * Returns whether an open breaker prevented the attempt, so that no request was sent.
	 */
	public boolean isHeldBack() {
		return this.outcome == Outcome.SHORT_CIRCUITED;
	}

	/** Returns the provider's HTTP status; 0 when no response arrived. */
	public int status() {
		return this.status;
	}

	public long firstByteNanos() {
		return this.firstByteNanos;
	}

	/** Returns when the first byte of the answer arrived; 0 when none did. */
	public long answerBeganNanos() {
		return this.answerBeganNanos;
	}

	/** Returns when the first content arrived; 0 when none did. */
	public long firstTokenNanos() {
		return this.firstTokenNanos;
	}

	public long endedNanos() {
		return this.endedNanos;
	}

	public @Nullable Outcome outcome() {
		return this.outcome;
	}

	public @Nullable ProviderFailure failure() {
		return this.failure;
	}

	public Usage usage() {
		return this.usage;
	}

	/**
	 * Returns the service tier that the provider reports, as prices are listed; {@code
	 * standard} for its default tier. Null when it reported none.
	 */
	public @Nullable String tier() {
		return this.tier;
	}

	public Cost cost() {
		return this.cost;
	}

}
