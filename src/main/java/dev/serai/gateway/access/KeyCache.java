package dev.serai.gateway.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that are in use, in memory: a call asks the directory only for a key that has
 * not been seen yet, whatever the number of keys and calls.
 * <p>
 * What is guaranteed: a key that any node has revoked or changed, or whose team it has,
 * is known as it is now within the interval of {@link #refresh()}, on that node at once;
 * a key made by another node is known within {@link #UNKNOWN_FOR}. While the directory is
 * down, keys in memory work on for {@link #TRUST_WITHOUT_NEWS}; any other is refused with
 * 503, never taken for wrong. Nobody waits for the directory longer than
 * {@link #LONGEST_WAIT}, and guesses, however many, keep no more than {@link #LOOKUPS} of
 * its connections busy.
 */
public final class KeyCache implements AutoCloseable {

	/** How often {@link #refresh()} is to be called. */
	public static final Duration REFRESH_INTERVAL = Duration.ofSeconds(2);

	static final Duration UNKNOWN_FOR = Duration.ofSeconds(4);

	static final Duration TRUST_WITHOUT_NEWS = Duration.ofHours(1);

	static final Duration LONGEST_WAIT = Duration.ofMillis(250);

	static final int LOOKUPS = 4;

	private static final Logger LOG = LoggerFactory.getLogger(KeyCache.class);

	private final KeyDirectory directory;

	private final Clock clock;

	private final AsyncCache<String, StoredKey> known = Caffeine.newBuilder().maximumSize(100_000).buildAsync();

	private final Cache<String, Boolean> unknown;

	private final ThreadPoolExecutor lookups = new ThreadPoolExecutor(LOOKUPS, LOOKUPS, 30, TimeUnit.SECONDS,
			new ArrayBlockingQueue<>(1_000), Thread.ofPlatform().daemon().name("key-lookup-", 0).factory());

	private volatile Instant lastNews;

	private Instant seenUntil = Instant.EPOCH;

	/**
	 * What the last look told: it tells of a while, so that it tells most things again.
	 */
	private Set<KeyDirectory.Change> told = Set.of();

	/**
	 * @param clock tells how old the last news is
	 * @param nanoClock tells when an unknown key is looked up again
	 */
	public KeyCache(KeyDirectory directory, Clock clock, LongSupplier nanoClock) {
		this.directory = directory;
		this.clock = clock;
		this.unknown = Caffeine.newBuilder()
			.maximumSize(10_000)
			.expireAfterWrite(UNKNOWN_FOR)
			.ticker(nanoClock::getAsLong)
			.build();
		this.lastNews = clock.instant();
		this.lookups.allowCoreThreadTimeOut(true);
	}

	/**
	 * The key with this public id; empty when there is none.
	 * @param beforeAsking done before the directory is asked; may throw
	 * @throws CallRefused 503 when that cannot be known now
	 */
	Optional<StoredKey> find(String publicId, Runnable beforeAsking) {
		CompletableFuture<@Nullable StoredKey> present = this.known.getIfPresent(publicId);
		if (present == null) {
			beforeAsking.run();
			if (this.unknown.getIfPresent(publicId) != null) {
				return Optional.empty();
			}
		}
		if (this.clock.instant().isAfter(this.lastNews.plus(TRUST_WITHOUT_NEWS))) {
			throw unavailable();
		}
		return Optional.ofNullable(await((present != null) ? present : lookUp(publicId)));
	}

	/**
	 * A secret was proved under an old pepper and is kept under the current one from now
	 * on. In the background: should it fail, it is done again when the key is next read.
	 */
	void renew(StoredKey key, KeySecret old, KeySecret renewed) {
		this.known.synchronous().asMap().replace(key.publicId(), key, key.with(old, renewed));
		try {
			this.lookups.execute(() -> {
				try {
					this.directory.rehash(key.id(), old, renewed);
				}
				catch (RuntimeException ex) {
					LOG.debug("A key could not be kept under the current pepper", ex);
				}
			});
		}
		catch (RejectedExecutionException ex) {
			LOG.debug("A key was not kept under the current pepper: there is too much to do", ex);
		}
	}

	/** Forgets what is known of a key, so that the next call with it asks anew. */
	public void forget(String publicId) {
		this.known.synchronous().invalidate(publicId);
		this.unknown.invalidate(publicId);
	}

	/** Learns what was changed. One thread's task, every {@link #REFRESH_INTERVAL}. */
	public void refresh() {
		try {
			KeyDirectory.Changes news = this.directory.changedSince(this.seenUntil);
			Set<KeyDirectory.Change> all = Set.copyOf(news.changes());
			Set<UUID> owners = new HashSet<>();
			for (KeyDirectory.Change change : all) {
				if (this.told.contains(change)) {
					continue;
				}
				if (change.kind() == KeyDirectory.Kind.KEY) {
					forget(change.subject());
				}
				else {
					owners.add(UUID.fromString(change.subject()));
				}
			}
			forgetKeysOf(owners);
			this.told = all;
			this.seenUntil = news.until();
			this.lastNews = this.clock.instant();
		}
		catch (CallRefused ex) {
			LOG.debug("The directory of keys cannot be reached; keys in memory work on, others get 503");
		}
		catch (RuntimeException ex) {
			// Thrown on, it would end the schedule that calls this.
			LOG.error("What was changed cannot be read", ex);
		}
	}

	/** Forgets the keys of a team or of an organisation. */
	public void forgetKeysOf(UUID owner) {
		forgetKeysOf(Set.of(owner));
	}

	private void forgetKeysOf(Set<UUID> owners) {
		if (!owners.isEmpty()) {
			// What is being read just now may be what was; it is read again.
			this.known.asMap().values().removeIf(key -> !isRead(key) || isOf(owners, key.join()));
		}
	}

	private static boolean isRead(CompletableFuture<@Nullable StoredKey> key) {
		return key.isDone() && !key.isCompletedExceptionally();
	}

	private static boolean isOf(Set<UUID> owners, @Nullable StoredKey key) {
		return key != null && (owners.contains(key.team().id()) || owners.contains(key.team().organisationId()));
	}

	private CompletableFuture<@Nullable StoredKey> lookUp(String publicId) {
		try {
			return this.known.get(publicId,
					(id, executor) -> CompletableFuture.supplyAsync(() -> load(id), this.lookups));
		}
		catch (RejectedExecutionException ex) {
			throw unavailable();
		}
	}

	private @Nullable StoredKey load(String publicId) {
		Optional<StoredKey> key = this.directory.find(publicId);
		if (key.isEmpty()) {
			this.unknown.put(publicId, Boolean.TRUE);
		}
		return key.orElse(null);
	}

	private static @Nullable StoredKey await(CompletableFuture<@Nullable StoredKey> lookup) {
		try {
			return lookup.get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			throw unavailable();
		}
		catch (ExecutionException | CompletionException ex) {
			if (ex.getCause() instanceof CallRefused refused) {
				throw refused;
			}
			throw new IllegalStateException("A key could not be looked up", ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw unavailable();
		}
	}

	private static CallRefused unavailable() {
		return ApiError
			.unavailable("dependency_unavailable", "The key cannot be checked now. Try again.", Duration.ofSeconds(1))
			.refused();
	}

	@Override
	public void close() {
		this.lookups.shutdownNow();
	}

}
