package dev.serai.gateway.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import dev.serai.gateway.limit.Verdict.ReachedLimit;
import dev.serai.platform.redis.Nodes;
import dev.serai.platform.redis.Redis;
import dev.serai.platform.redis.RedisUnavailable;
import org.jspecify.annotations.Nullable;

/**
 * Admits calls by their limits: by all of them or not at all, and in any 60 seconds never
 * more than each allows. With Redis the nodes decide together. When Redis does not
 * answer, this node decides alone with its share of each limit and counts on from what it
 * has admitted before. When Redis is back, the node first reports what it admitted
 * meanwhile, and the whole last minute if Redis has lost it. Thread-safe; no lock is held
 * during a request to Redis.
 */
public final class Limiter {

	/** How often {@link #upkeep()} is to be called. */
	public static final Duration UPKEEP_INTERVAL = Duration.ofSeconds(10);

	/** How often {@link #tellAll()} is to be called. */
	public static final Duration TELL_INTERVAL = Duration.ofSeconds(1);

	/**
	 * The time after an outage of Redis, or a loss of its data, during which no node
	 * takes more than its share: by its end all nodes have reported what they admitted.
	 */
	private static final Duration CAREFUL = Duration.ofSeconds(5);

	/**
	 * How often a decision is retried because tallies were lost or unreported admissions
	 * had to be reported first.
	 */
	private static final int ROUNDS = 3;

	private final ConcurrentHashMap<String, Tally> tallies = new ConcurrentHashMap<>();

	private final Set<LimitLease> places = ConcurrentHashMap.newKeySet();

	private final LongAdder alone = new LongAdder();

	private final LongSupplier nanoClock;

	private final long origin;

	private final @Nullable SharedTallies shared;

	private final @Nullable Nodes nodes;

	private volatile long carefulUntil = Long.MIN_VALUE;

	private String born = "";

	/**
	 * @param nanoClock counts nanoseconds, as {@link System#nanoTime}
	 * @param redis the store of the shared tallies; null for a single node
	 * @param nodes the nodes that share them; null for a single node
	 */
	public Limiter(LongSupplier nanoClock, @Nullable Redis redis, @Nullable Nodes nodes) {
		this.nanoClock = nanoClock;
		this.origin = nanoClock.getAsLong();
		this.shared = (redis != null) ? new SharedTallies(redis) : null;
		this.nodes = nodes;
	}

	/**
	 * Decides about a call.
	 * @param call its id
	 * @param bounds at least one, of different scopes, always in the same order
	 */
	Verdict admit(UUID call, List<Bound> bounds, Demand demand) {
		long[] asked = new long[bounds.size()];
		for (int i = 0; i < asked.length; i++) {
			long limit = bounds.get(i).tokens();
			asked[i] = (limit == Bound.NONE) ? 0 : demand.of(limit);
		}
		if (this.shared == null) {
			return alone(call, bounds, asked);
		}
		try {
			Verdict verdict = together(this.shared, call, bounds, asked);
			if (verdict != null) {
				return verdict;
			}
		}
		catch (RedisUnavailable ex) {
			// Redis may have admitted the call although its reply was lost. The
			// concurrent call is released when the call ends; its requests and tokens
			// count twice for one minute.
			noteTrouble();
		}
		this.alone.increment();
		Verdict verdict = alone(call, bounds, asked);
		if (verdict instanceof Verdict.Refused) {
			this.shared.leave(call, bounds, -1, false, new long[asked.length], noEpochs(asked.length));
		}
		return verdict;
	}

	/** A single late reply is not an outage. */
	private void noteTrouble() {
		if (this.shared != null && !this.shared.areReachable()) {
			beCareful();
		}
	}

	private void beCareful() {
		this.carefulUntil = millis() + CAREFUL.toMillis();
	}

	/** Returns whether this node is restricted to its share although Redis answers. */
	boolean isCareful() {
		return millis() < this.carefulUntil;
	}

	/** Decides by this node's own tallies. */
	private Verdict alone(UUID call, List<Bound> bounds, long[] asked) {
		int sharers = sharers();
		Tally[] locked = lock(bounds);
		try {
			long now = millis();
			ReachedLimit reached = null;
			for (int i = 0; i < locked.length; i++) {
				Bound bound = bounds.get(i);
				locked[i].advance(now / 1_000);
				reached = Tally.longer(reached, locked[i].reached(bound, bound.share(sharers), asked[i], now));
			}
			if (reached == null) {
				for (int i = 0; i < locked.length; i++) {
					locked[i].take(asked[i], this.shared != null);
				}
			}
			Standing standing = Standing.FREE;
			for (int i = 0; i < locked.length; i++) {
				standing = standing.and(locked[i].standing(bounds.get(i), now));
			}
			return (reached != null) ? new Verdict.Refused(standing, reached) : new Verdict.Admitted(standing,
					lease(call, bounds, locked, asked, now / 1_000, -1, noEpochs(locked.length)));
		}
		finally {
			unlock(locked);
		}
	}

	/** Decides by the shared tallies; null when they cannot be used now. */
	private @Nullable Verdict together(SharedTallies all, UUID call, List<Bound> bounds, long[] asked) {
		for (int round = 0; round < ROUNDS; round++) {
			String[] known = known(all, bounds);
			if (known == null) {
				return null;
			}
			SharedTallies.Answer answer = all.take(call, bounds, asked, known);
			if (!answer.lost()) {
				return verdict(all, call, bounds, asked, known, answer);
			}
			noteLost(bounds, known, answer);
		}
		return null;
	}

	/** Reports what the shared tallies lack and returns their known epochs. */
	private String @Nullable [] known(SharedTallies all, List<Bound> bounds) {
		String[] known = new String[bounds.size()];
		for (int i = 0; i < known.length; i++) {
			String epoch = known(all, bounds.get(i).name());
			if (epoch == null) {
				return null;
			}
			known[i] = epoch;
		}
		return known;
	}

	private @Nullable String known(SharedTallies all, String name) {
		for (int round = 0; round < ROUNDS; round++) {
			Tally tally = lock(name);
			String epoch;
			List<long[]> debt;
			try {
				tally.advance(millis() / 1_000);
				if (tally.telling && !awaitTold(tally)) {
					return null;
				}
				if (!tally.owes()) {
					return tally.hasNothing() ? "" : tally.epoch;
				}
				tally.telling = true;
				epoch = tally.epoch;
				debt = takeDebt(tally);
			}
			finally {
				tally.lock.unlock();
			}
			if (tell(all, tally, epoch, debt)) {
				return tally.epoch;
			}
		}
		return null;
	}

	private static boolean awaitTold(Tally tally) {
		try {
			long left = Redis.LONGEST_WAIT.toNanos();
			while (tally.telling && left > 0) {
				left = tally.told.awaitNanos(left);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return !tally.telling;
	}

	/**
	 * Reports to a shared tally; if that was lost, the whole last minute has to be
	 * reported.
	 */
	private boolean tell(SharedTallies all, Tally tally, String known, List<long[]> debt) {
		String epoch = null;
		boolean answered = false;
		try {
			long now = millis() / 1_000;
			epoch = all.tell(tally.name, known,
					debt.stream().map(second -> new long[] { now - second[0], second[1], second[2] }).toList());
			answered = true;
		}
		finally {
			tally.lock.lock();
			tally.telling = false;
			tally.told.signalAll();
			if (epoch != null) {
				tally.epoch = epoch;
			}
			else if (answered) {
				tally.forgotten();
			}
			else {
				debt.forEach(second -> {
					tally.owedRequests.add(second[0], second[1]);
					tally.owedTokens.add(second[0], second[2]);
				});
			}
			tally.lock.unlock();
		}
		return epoch != null;
	}

	private static List<long[]> takeDebt(Tally tally) {
		List<long[]> debt = new ArrayList<>();
		for (long s = tally.requests.now() - Window.SECONDS + 1; s <= tally.requests.now(); s++) {
			long requests = tally.owedRequests.at(s);
			long tokens = tally.owedTokens.at(s);
			if (requests != 0 || tokens != 0) {
				debt.add(new long[] { s, requests, tokens });
			}
		}
		tally.owedRequests.clear();
		tally.owedTokens.clear();
		return debt;
	}

	private void noteLost(List<Bound> bounds, String[] known, SharedTallies.Answer answer) {
		for (int i = 0; i < known.length; i++) {
			if (!known[i].isEmpty() && !known[i].equals(answer.tallies().get(i).epoch())) {
				Tally tally = this.tallies.get(bounds.get(i).name());
				if (tally != null) {
					forget(tally, known[i]);
				}
			}
		}
	}

	private Verdict verdict(SharedTallies all, UUID call, List<Bound> bounds, long[] asked, String[] known,
			SharedTallies.Answer answer) {
		Standing standing = Standing.FREE;
		String[] epochs = new String[bounds.size()];
		for (int i = 0; i < epochs.length; i++) {
			standing = standing.and(answer.tallies().get(i).standing(bounds.get(i)));
			epochs[i] = answer.tallies().get(i).epoch();
		}
		if (answer.ageMillis() < CAREFUL.toMillis()) {
			beCareful();
		}
		boolean careful = isCareful();
		Tally[] locked = lock(bounds);
		try {
			long now = millis();
			ReachedLimit reached = answer.reached();
			boolean admitted = reached == null;
			for (int i = 0; i < locked.length; i++) {
				Tally tally = locked[i];
				Bound bound = bounds.get(i);
				tally.advance(now / 1_000);
				if (admitted && (careful || tally.isBeyond(bound, asked[i]))) {
					reached = Tally.longer(reached,
							tally.reached(bound, careful ? bound.share(sharers()) : bound, asked[i], now));
				}
			}
			for (int i = 0; i < locked.length; i++) {
				Tally tally = locked[i];
				if (reached == null) {
					tally.take(asked[i], false);
				}
				if (known[i].isEmpty()) {
					tally.epoch = epochs[i];
				}
				if (!careful) {
					tally.othersTook(answer.tallies().get(i).requests(), answer.tallies().get(i).tokens());
				}
			}
			if (reached == null) {
				return new Verdict.Admitted(standing,
						lease(call, bounds, locked, asked, now / 1_000, answer.second(), epochs));
			}
			if (admitted) {
				all.leave(call, bounds, answer.second(), true, Arrays.stream(asked).map(tokens -> -tokens).toArray(),
						epochs);
			}
			return new Verdict.Refused(standing, reached);
		}
		finally {
			unlock(locked);
		}
	}

	private int sharers() {
		return (this.nodes != null) ? this.nodes.count() : 1;
	}

	private static String[] noEpochs(int length) {
		String[] epochs = new String[length];
		Arrays.fill(epochs, "");
		return epochs;
	}

	private LimitLease lease(UUID call, List<Bound> bounds, Tally[] taken, long[] asked, long second, long sharedSecond,
			String[] epochs) {
		LimitLease lease = new LimitLease(this, call, bounds, taken, asked, second, sharedSecond, epochs);
		if (this.shared != null && lease.holdsPlace()) {
			this.places.add(lease);
		}
		return lease;
	}

	/** Ends a call's lease. */
	void end(LimitLease lease, long used) {
		this.places.remove(lease);
		long[] beyond = new long[lease.asked.length];
		boolean different = false;
		for (int i = 0; i < beyond.length; i++) {
			if (lease.bounds.get(i).tokens() != Bound.NONE) {
				beyond[i] = used - lease.asked[i];
				different |= beyond[i] != 0;
			}
		}
		settleHere(lease, beyond);
		SharedTallies all = this.shared;
		if (all != null && (different || lease.holdsPlace())
				&& !all.leave(lease.call, lease.bounds, lease.sharedSecond, false, beyond, lease.epochs)) {
			owe(lease, beyond);
		}
	}

	/**
	 * Settles this node's tallies first: the shared count is never less than a single
	 * node's.
	 */
	private void settleHere(LimitLease lease, long[] beyond) {
		long now = millis() / 1_000;
		for (int i = 0; i < beyond.length; i++) {
			Tally tally = lease.tallies[i];
			tally.lock.lock();
			try {
				tally.advance(now);
				tally.leave();
				if (beyond[i] > 0) {
					tally.tokens.add(beyond[i]);
				}
				else {
					tally.tokens.giveBack(lease.second, -beyond[i]);
					if (lease.sharedSecond < 0) {
						tally.owedTokens.giveBack(lease.second, -beyond[i]);
					}
				}
			}
			finally {
				tally.lock.unlock();
			}
		}
	}

	private static void owe(LimitLease lease, long[] beyond) {
		for (int i = 0; i < beyond.length; i++) {
			if (beyond[i] > 0) {
				Tally tally = lease.tallies[i];
				tally.lock.lock();
				tally.owedTokens.add(beyond[i]);
				tally.lock.unlock();
			}
		}
	}

	/**
	 * Reports what this node admitted alone, and the whole last minute when Redis has
	 * lost it. To be called by one thread at a time.
	 */
	public void tellAll() {
		SharedTallies all = this.shared;
		if (all == null) {
			return;
		}
		try {
			SharedTallies.Born now = all.born();
			boolean lost = !this.born.isEmpty() && !this.born.equals(now.name());
			if (now.ageMillis() < CAREFUL.toMillis()) {
				beCareful();
			}
			this.tallies.values().forEach(tally -> tell(all, tally, lost));
			this.born = now.name();
		}
		catch (RedisUnavailable ex) {
			noteTrouble();
		}
	}

	private void tell(SharedTallies all, Tally tally, boolean lost) {
		String epoch;
		boolean owes;
		boolean counts;
		tally.lock.lock();
		try {
			tally.advance(millis() / 1_000);
			epoch = tally.epoch;
			owes = tally.owes();
			counts = !tally.hasNothing() && !epoch.isEmpty();
		}
		finally {
			tally.lock.unlock();
		}
		if (lost && counts && all.tell(tally.name, epoch, List.of()) == null) {
			forget(tally, epoch);
			owes = true;
		}
		if (owes) {
			known(all, tally.name);
		}
	}

	/**
	 * Marks everything as unreported to a tally that was lost, unless another call has
	 * done so.
	 */
	private void forget(Tally tally, String epoch) {
		tally.lock.lock();
		try {
			if (tally.epoch.equals(epoch)) {
				tally.advance(millis() / 1_000);
				tally.forgotten();
			}
		}
		finally {
			tally.lock.unlock();
		}
	}

	/**
	 * Renews the leases of the calls under way, and removes tallies without recent calls.
	 */
	public void upkeep() {
		SharedTallies all = this.shared;
		if (all != null) {
			this.places.forEach(lease -> lease.keep(all));
		}
		long now = millis() / 1_000;
		this.tallies.forEach((name, tally) -> {
			tally.lock.lock();
			try {
				tally.advance(now);
				if (tally.isIdle()) {
					tally.retired = true;
					this.tallies.remove(name, tally);
				}
			}
			finally {
				tally.lock.unlock();
			}
		});
	}

	/** Returns how many decisions this node made alone because Redis did not answer. */
	public long decidedAlone() {
		return this.alone.sum();
	}

	/** Returns the number of keys, teams and models that are counted now. */
	public int size() {
		return this.tallies.size();
	}

	private Tally[] lock(List<Bound> bounds) {
		Tally[] locked = new Tally[bounds.size()];
		for (int i = 0; i < locked.length; i++) {
			locked[i] = lock(bounds.get(i).name());
		}
		return locked;
	}

	/**
	 * All callers lock in the bounds' order, and upkeep one tally at a time, so there is
	 * no deadlock.
	 */
	private Tally lock(String name) {
		while (true) {
			Tally tally = this.tallies.get(name);
			if (tally == null) {
				tally = this.tallies.computeIfAbsent(name, Tally::new);
			}
			tally.lock.lock();
			if (!tally.retired) {
				return tally;
			}
			tally.lock.unlock();
		}
	}

	private static void unlock(Tally[] locked) {
		for (Tally tally : locked) {
			tally.lock.unlock();
		}
	}

	/** A monotonic time, independent of changes of the machine's clock. */
	private long millis() {
		return TimeUnit.NANOSECONDS.toMillis(this.nanoClock.getAsLong() - this.origin);
	}

}
