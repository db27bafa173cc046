package dev.serai.gateway.cache;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import org.jspecify.annotations.Nullable;

/** Stores answers in the memory of this process, up to a size in bytes. */
public final class LocalAnswers implements AnswerCache {

	/** The approximate size of an entry without its body, in bytes. */
	private static final int OVERHEAD = 500;

	private final Cache<String, Entry> entries;

	private final AtomicLong edition = new AtomicLong();

	/**
	 * @param maxBytes the size of all answers together
	 * @param nanoClock the clock for expiry
	 */
	public LocalAnswers(long maxBytes, LongSupplier nanoClock) {
		this.entries = Caffeine.newBuilder()
			.maximumWeight(maxBytes)
			.weigher((String digest, Entry entry) -> OVERHEAD + entry.answer.body().length)
			.expireAfter(Expiry.writing((String digest, Entry entry) -> entry.ttl))
			.ticker(nanoClock::getAsLong)
			// Evicts on the thread that stores: done later, memory could exceed the
			// limit.
			.executor(Runnable::run)
			.build();
	}

	@Override
	public Found find(Question question) {
		String now = Long.toString(this.edition.get());
		Entry entry = this.entries.getIfPresent(question.digest());
		return new Found((entry != null) ? entry.answer : null, now);
	}

	@Override
	public void keep(Question question, StoredAnswer answer, Duration ttl, String since) {
		this.entries.asMap()
			.compute(question.digest(), (digest, old) -> since.equals(Long.toString(this.edition.get()))
					? new Entry(question.team(), answer, ttl) : old);
	}

	/** The edition changes first, so that answers stored from then on are not deleted. */
	@Override
	public void forget(@Nullable UUID team) {
		this.edition.incrementAndGet();
		this.entries.asMap().values().removeIf(entry -> team == null || team.equals(entry.team));
	}

	private record Entry(UUID team, StoredAnswer answer, Duration ttl) {
	}

}
