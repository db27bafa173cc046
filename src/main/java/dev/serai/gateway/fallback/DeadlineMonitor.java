package dev.serai.gateway.fallback;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import dev.serai.gateway.call.Attempt;
import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the calls under way for a passed deadline, a silent provider and a caller who
 * has disconnected. It cancels the attempt, which closes the provider's connection. One
 * thread checks all calls every {@value #TICK_MILLIS} ms.
 */
public final class DeadlineMonitor implements AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(DeadlineMonitor.class);

	private static final int TICK_MILLIS = 20;

	/** Checking a caller's socket costs a system call, so that is done less often. */
	private static final long LOOK_AT_CALLER_NANOS = Duration.ofMillis(200).toNanos();

	private final Set<Call> underWay = ConcurrentHashMap.newKeySet();

	private final LongSupplier nanoClock;

	private final Thread thread;

	private volatile boolean closed;

	private volatile boolean ending;

	public DeadlineMonitor(LongSupplier nanoClock) {
		this.nanoClock = nanoClock;
		this.thread = Thread.ofPlatform().daemon().name("serai-deadlines").unstarted(this::run);
	}

	public void start() {
		this.thread.start();
	}

	public void add(Call call) {
		this.underWay.add(call);
	}

	public void remove(Call call) {
		this.underWay.remove(call);
	}

	/** Ends all calls under way, for shutdown. */
	public void endAll() {
		this.ending = true;
		LockSupport.unpark(this.thread);
	}

	/** Returns the number of calls under way. */
	public int size() {
		return this.underWay.size();
	}

	/** Returns the number of calls under way whose caller is known and matches. */
	public long count(Predicate<Caller> fits) {
		return this.underWay.stream().map(Call::caller).filter(caller -> caller != null && fits.test(caller)).count();
	}

	private void run() {
		long callersSeen = this.nanoClock.getAsLong();
		while (!this.closed) {
			LockSupport.parkNanos(Duration.ofMillis(TICK_MILLIS).toNanos());
			long now = this.nanoClock.getAsLong();
			boolean lookAtCallers = now - callersSeen >= LOOK_AT_CALLER_NANOS;
			if (lookAtCallers) {
				callersSeen = now;
			}
			for (Call call : this.underWay) {
				checkSafely(call, now, lookAtCallers);
			}
		}
	}

	/** A defect in the check of one call must not stop the monitor for all others. */
	private void checkSafely(Call call, long now, boolean lookAtCaller) {
		try {
			check(call, now, lookAtCaller);
		}
		catch (RuntimeException ex) {
			LOG.error("The deadline of call {} could not be checked", call.id(), ex);
		}
	}

	private void check(Call call, long now, boolean lookAtCaller) {
		if (this.ending) {
			call.abandon(Call.Abandoned.SHUTDOWN);
			return;
		}
		if (call.deadlineNanos() != Long.MAX_VALUE && now - call.deadlineNanos() > 0) {
			call.abandon(Call.Abandoned.DEADLINE);
			return;
		}
		Attempt attempt = call.currentAttempt();
		if (attempt != null && attempt.overdue(now)) {
			attempt.cancel(attempt.whenOverdue());
		}
		if (lookAtCaller && now - call.startedNanos() > LOOK_AT_CALLER_NANOS && call.clientGone()) {
			call.abandon(Call.Abandoned.CALLER_GONE);
		}
	}

	@Override
	public void close() {
		this.closed = true;
		LockSupport.unpark(this.thread);
	}

}
