package dev.serai.admin.people;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Keeps sessions in this process, for installations without Redis; they end with the
 * process.
 */
public final class LocalSessionStore implements SessionStore {

	private final Limits limits;

	private final LongSupplier nanoClock;

	private final long start;

	/** Guarded by this, like the two fields after it. */

	private final Map<String, Kept> kept = new HashMap<>();

	private final NavigableSet<Kept> byEnd = new TreeSet<>(Kept.FIRST_TO_END);

	private final Map<String, NavigableSet<Kept>> byOwner = new HashMap<>();

	/**
	 * @param nanoClock as {@link System#nanoTime}
	 */
	public LocalSessionStore(Limits limits, LongSupplier nanoClock) {
		this.limits = limits;
		this.nanoClock = nanoClock;
		this.start = nanoClock.getAsLong();
	}

	@Override
	public synchronized void put(String name, String owner, byte[] content, Duration life) {
		forget(this.kept.get(name));
		keep(new Kept(name, owner, content, now() + life.toNanos()));
	}

	@Override
	public synchronized void renew(String name, String owner, byte[] content, Duration life) {
		Kept before = alive(name);
		if (before != null) {
			forget(before);
			keep(new Kept(name, owner, content, now() + life.toNanos()));
		}
	}

	@Override
	public synchronized Optional<byte[]> get(String name) {
		return Optional.ofNullable(alive(name)).map(it -> it.content);
	}

	@Override
	public synchronized Optional<byte[]> take(String name) {
		Kept taken = alive(name);
		forget(taken);
		return Optional.ofNullable(taken).map(it -> it.content);
	}

	@Override
	public synchronized void remove(String name, String owner) {
		forget(this.kept.get(name));
	}

	/** Returns the number of entries. */
	synchronized int size() {
		forgetEnded();
		return this.kept.size();
	}

	private void keep(Kept fresh) {
		this.kept.put(fresh.name, fresh);
		this.byEnd.add(fresh);
		NavigableSet<Kept> own = this.byOwner.computeIfAbsent(fresh.owner, key -> new TreeSet<>(Kept.FIRST_TO_END));
		own.add(fresh);
		forgetEnded();
		if (own.size() > this.limits.perOwner()) {
			forget(own.first());
		}
		if (this.kept.size() > this.limits.inAll()) {
			forget(this.byEnd.first());
		}
	}

	private void forgetEnded() {
		long now = now();
		while (!this.byEnd.isEmpty() && this.byEnd.first().endsAt <= now) {
			forget(this.byEnd.first());
		}
	}

	private void forget(@Nullable Kept gone) {
		if (gone == null) {
			return;
		}
		this.kept.remove(gone.name);
		this.byEnd.remove(gone);
		this.byOwner.computeIfPresent(gone.owner, (owner, own) -> {
			own.remove(gone);
			return own.isEmpty() ? null : own;
		});
	}

	private @Nullable Kept alive(String name) {
		Kept found = this.kept.get(name);
		return (found != null && found.endsAt > now()) ? found : null;
	}

	private long now() {
		return this.nanoClock.getAsLong() - this.start;
	}

	private static final class Kept {

		private static final Comparator<Kept> FIRST_TO_END = Comparator.<Kept>comparingLong(it -> it.endsAt)
			.thenComparing(it -> it.name);

		private final String name;

		private final String owner;

		private final byte[] content;

		private final long endsAt;

		Kept(String name, String owner, byte[] content, long endsAt) {
			this.name = name;
			this.owner = owner;
			this.content = content;
			this.endsAt = endsAt;
		}

	}

}
