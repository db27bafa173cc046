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
 * The keys in use, in memory: a call reads the directory only for a key that has not been
 * seen yet, whatever the number of keys and calls.
 *
 * <p>
 * Guarantees: a change or revocation of a key or of its team takes effect within the
 * interval of {@link #refresh()}, and at once on the node that made it; a key created by
 * another node is known within {@link #UNKNOWN_FOR}. While the directory is unavailable,
 * keys in memory are accepted for {@link #TRUST_WITHOUT_NEWS}; any other key is refused
 * with 503, never as wrong. No call waits for the directory longer than
 * {@link #LONGEST_WAIT}, and guesses occupy at most {@link #LOOKUPS} of its connections.
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
	 * The changes of the last refresh: each covers some time before it, so that most
	 * changes appear several times.
	 */
	private Set<KeyDirectory.Change> told = Set.of();

	/**
	 * @param clock measures the age of the last refresh
	 * @param nanoClock measures when an unknown key is looked up again
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
	 * Returns the key with this public id; empty when there is none.
	 * @param beforeAsking runs before the directory is read; may throw
	 * @throws CallRefused 503 when the directory cannot be reached
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
	 * Stores the hash under the current pepper after the secret was verified with an old
	 * one. Runs in the background: after a failure it is done when the key is read next.
	 */
	void renew(StoredKey key, KeySecret old, KeySecret renewed) {
		this.known.synchronous().asMap().replace(key.publicId(), key, key.with(old, renewed));
		try {
			this.lookups.execute(() -> {
				try {
					this.directory.rehash(key.id(), old, renewed);
				}
				catch (RuntimeException ex) {
					LOG.debug("The hash of a key could not be stored under the current pepper", ex);
				}
			});
		}
		catch (RejectedExecutionException ex) {
			LOG.debug("The hash of a key was not stored under the current pepper: too many updates are pending", ex);
		}
	}

	/** Removes a key, so that the next call with it reads the directory. */
	public void forget(String publicId) {
		this.known.synchronous().invalidate(publicId);
		this.unknown.invalidate(publicId);
	}

	/** Reads the changes. To be called by one thread, every {@link #REFRESH_INTERVAL}. */
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
			LOG.debug("The directory of keys cannot be reached; keys in memory stay valid, others get 503");
		}
		catch (RuntimeException ex) {
			// Rethrown, it would end the schedule that calls this.
			LOG.error("Changes of keys and teams could not be read", ex);
		}
	}

	/** Removes the keys of a team or of an organisation. */
	public void forgetKeysOf(UUID owner) {
		forgetKeysOf(Set.of(owner));
	}

	private void forgetKeysOf(Set<UUID> owners) {
		if (!owners.isEmpty()) {
			// A key that is being read may have its old state, so it is read again.
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
