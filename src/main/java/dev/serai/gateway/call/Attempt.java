package dev.serai.gateway.call;

import java.util.concurrent.atomic.AtomicReference;

import dev.serai.gateway.operation.AnswerEvent;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.Usage;
import org.jspecify.annotations.Nullable;

/**
 * One try at one deployment. The thread that serves the call writes it; only
 * {@link #cancel} may be called by others.
 */
public final class Attempt {

	/** A limit that never passes. */
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
	 * @param number counts a call's attempts from 1
	 * @param startedNanos on {@link System#nanoTime}'s clock, like all times here
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

	/** Says how the provider's connection is closed, should it have to be. */
	public void disconnectWith(Runnable action) {
		this.disconnect.set(action);
		if (this.cancelled.get() != null) {
			action.run();
		}
	}

	/**
	 * Ends the attempt from outside: the first reason given counts. Safe from any thread.
	 */
	public void cancel(ProviderFailure reason) {
		if (this.cancelled.compareAndSet(null, reason)) {
			Runnable action = this.disconnect.get();
			if (action != null) {
				action.run();
			}
		}
	}

	/** Why the attempt was cancelled; null when it was not. */
	public @Nullable ProviderFailure cancelled() {
		return this.cancelled.get();
	}

	/**
	 * When the provider's next sign of life is due; the deadline monitor cancels the
	 * attempt then.
	 */
	public void expectBy(long nanos) {
		expectBy(nanos, SILENT);
	}

	/**
	 * When the provider must have said the rest of an answer that has failed already; the
	 * watch cancels the attempt with this failure then.
	 */
	public void expectBy(long nanos, ProviderFailure failure) {
		this.whenOverdue = failure;
		this.limitNanos = nanos;
	}

	public void expectNothing() {
		this.limitNanos = NO_LIMIT;
	}

	/** Why the attempt is cancelled once it is {@link #overdue}. */
	public ProviderFailure whenOverdue() {
		return this.whenOverdue;
	}

	/** Whether the provider has kept silent for too long. */
	public boolean overdue(long nowNanos) {
		long limit = this.limitNanos;
		return limit != NO_LIMIT && nowNanos - limit > 0;
	}

	/** The provider's status line and headers have come. */
	public void responded(int httpStatus, long nanos) {
		this.status = httpStatus;
		this.firstByteNanos = nanos;
	}

	/**
	 * The first byte of the answer has come: of the body, and none that only keeps the
	 * connection open.
	 */
	public void answerBegan(long nanos) {
		this.answerBeganNanos = nanos;
	}

	public void firstToken(long nanos) {
		if (this.firstTokenNanos == 0) {
			this.firstTokenNanos = nanos;
		}
	}

	/** Keeps what an event of the answer says of usage and service tier. */
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

	/** What has been used so far; the last word of the provider counts. */
	public void used(Usage total) {
		this.usage = total;
	}

	/**
	 * The provider says in which service tier it serves the attempt; the last word
	 * counts.
	 */
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

	/** Whether its breaker held it back, so that the provider was not asked. */
	public boolean isHeldBack() {
		return this.outcome == Outcome.SHORT_CIRCUITED;
	}

	/** The provider's HTTP status; 0 when none came. */
	public int status() {
		return this.status;
	}

	public long firstByteNanos() {
		return this.firstByteNanos;
	}

	/** When the first byte of the answer came; 0 when none did. */
	public long answerBeganNanos() {
		return this.answerBeganNanos;
	}

	/** When the first content came; 0 when none did. */
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
	 * The service tier that the provider says it served in, as prices are listed;
	 * {@code standard} for the one that needs no name. Null when it did not say.
	 */
	public @Nullable String tier() {
		return this.tier;
	}

	public Cost cost() {
		return this.cost;
	}

}
