package dev.serai.gateway.cache;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import org.jspecify.annotations.Nullable;

/** Answers in this program's own memory, no more than so many bytes. */
public final class LocalAnswers implements AnswerCache {

	/** An entry's own weight beside its body, roughly. */
	private static final int OVERHEAD = 500;

	private final Cache<String, Entry> entries;

	private final AtomicLong edition = new AtomicLong();

	/**
	 * @param maxBytes of all answers together
	 * @param nanoClock tells when an answer is too old
	 */
	public LocalAnswers(long maxBytes, LongSupplier nanoClock) {
		this.entries = Caffeine.newBuilder()
			.maximumWeight(maxBytes)
			.weigher((String digest, Entry entry) -> OVERHEAD + entry.answer.body().length)
			.expireAfter(Expiry.writing((String digest, Entry entry) -> entry.ttl))
			.ticker(nanoClock::getAsLong)
			// Who keeps an answer makes room for it: later, memory would hold more than
			// it may.
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

	/** The edition changes first: what is kept from then on is no part of this. */
	@Override
	public void forget(@Nullable UUID team) {
		this.edition.incrementAndGet();
		this.entries.asMap().values().removeIf(entry -> team == null || team.equals(entry.team));
	}

	private record Entry(UUID team, StoredAnswer answer, Duration ttl) {
	}

}
